package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.compatibility.Rule.All;
import io.saltbus.registry.internal.compatibility.Rule.Bound;
import io.saltbus.registry.internal.compatibility.Rule.Measure;
import io.saltbus.registry.internal.compatibility.Rule.Not;
import io.saltbus.registry.internal.compatibility.Rule.One;
import io.saltbus.registry.internal.compatibility.Rule.Some;
import io.saltbus.registry.internal.compatibility.Rule.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the schemas of one comparison, each kept once, so that what both have in common is seen at a glance. */
final class Forms {
    private static final int MAX_SAMPLES = 200;

    private final Map<Rule, Form> kept = new HashMap<>();
    private final Map<String, Form> places = new HashMap<>();
    private final Map<Form, Summary> summaries = new HashMap<>();
    private final Set<String> samples = new LinkedHashSet<>();
    private final Form any = keep(new All(List.of()));
    private final Form none = keep(new Some(List.of()));

    Form any() {
        return any;
    }

    Form none() {
        return none;
    }

    Form keep(Rule rule) {
        Form known = kept.get(rule);
        if (known == null) {
            known = new Form(kept.size(), rule);
            kept.put(rule, known);
        }
        return known;
    }

    /** All of them, in the order of their numbers, so that the order of a schema's keywords does not matter. */
    Form all(Collection<Form> forms) {
        Set<Form> flat = new LinkedHashSet<>();
        for (Form form : forms) {
            if (form.rule() instanceof All inner) {
                flat.addAll(inner.forms());
            } else {
                flat.add(form);
            }
        }
        if (flat.contains(none)) {
            return none;
        }
        return flat.size() == 1 ? flat.iterator().next() : keep(new All(ordered(flat)));
    }

    Form some(Collection<Form> forms) {
        Set<Form> flat = new LinkedHashSet<>();
        for (Form form : forms) {
            if (form.rule() instanceof Some inner) {
                flat.addAll(inner.forms());
            } else {
                flat.add(form);
            }
        }
        if (flat.contains(any)) {
            return any;
        }
        return flat.size() == 1 ? flat.iterator().next() : keep(new Some(ordered(flat)));
    }

    /** Exactly one of them; where no two can hold together, that is any of them. */
    Form one(List<Form> forms) {
        List<Summary> summaries = forms.stream().map(this::summary).toList();
        for (int left = 0; left < forms.size(); left++) {
            for (int right = left + 1; right < forms.size(); right++) {
                if (!summaries.get(left).excludes(summaries.get(right))) {
                    return keep(new One(ordered(forms)));
                }
            }
        }
        return some(forms);
    }

    Summary summary(Form form) {
        return summaries.computeIfAbsent(form, Summary::of);
    }

    Form not(Form form) {
        if (form.rule() instanceof Not inner) {
            return inner.form();
        }
        return form.equals(any) ? none : form.equals(none) ? any : keep(new Not(form));
    }

    Form types(int mask) {
        return mask == JsonTypes.ANY ? any : keep(new Types(mask));
    }

    Form atLeast(Measure measure, long limit) {
        return limit <= 0 ? any : keep(new Bound(measure, BigDecimal.valueOf(limit), false, false));
    }

    Form atMost(Measure measure, long limit) {
        return keep(new Bound(measure, BigDecimal.valueOf(limit), true, false));
    }

    /** One of these values. Arrays and objects are written out, so that what is none of them can be made. */
    Form values(Set<JsonNode> values) {
        Set<JsonNode> scalars = new LinkedHashSet<>();
        var forms = new ArrayList<Form>();
        for (JsonNode value : values) {
            if (value.isArray()) {
                forms.add(array(value));
            } else if (value.isObject()) {
                forms.add(object(value));
            } else {
                scalars.add(value);
            }
        }
        if (!scalars.isEmpty()) {
            forms.add(keep(new Rule.Values(scalars)));
        }
        return some(forms);
    }

    private Form array(JsonNode value) {
        var parts = new ArrayList<Form>();
        parts.add(types(JsonTypes.ARRAY));
        parts.add(atLeast(Measure.ITEMS, value.size()));
        parts.add(atMost(Measure.ITEMS, value.size()));
        for (int index = 0; index < value.size(); index++) {
            parts.add(keep(new Rule.Items(index, index + 1, values(Set.of(value.get(index))))));
        }
        return all(parts);
    }

    private Form object(JsonNode value) {
        var parts = new ArrayList<Form>();
        parts.add(types(JsonTypes.OBJECT));
        var names = new TreeSet<String>();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            names.add(member.getKey());
            parts.add(keep(new Rule.Required(member.getKey())));
            parts.add(
                    keep(new Rule.Properties(new Selector.Named(member.getKey()), values(Set.of(member.getValue())))));
        }
        parts.add(keep(new Rule.Properties(new Selector.Others(names, new TreeSet<>()), none)));
        return all(parts);
    }

    void place(String place, Form form) {
        places.put(place, form);
    }

    Form target(Rule.Reference reference) {
        return Objects.requireNonNull(places.get(reference.place()));
    }

    /** Keeps a text that one of the schemas shows: it may match expressions that no text can be made for. */
    void sample(String text) {
        if (samples.size() < MAX_SAMPLES) {
            samples.add(text);
        }
    }

    Set<String> samples() {
        return samples;
    }

    private static List<Form> ordered(Collection<Form> forms) {
        var ordered = new ArrayList<>(forms);
        ordered.sort((left, right) -> Integer.compare(left.id(), right.id()));
        return List.copyOf(ordered);
    }
}
