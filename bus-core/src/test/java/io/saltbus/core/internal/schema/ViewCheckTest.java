package io.saltbus.core.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Default;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.Schema;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewCheckTest {
    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());
    private final SchemaDeriver deriver = new SchemaDeriver(codec);

    enum Plan {
        FREE,
        PRO
    }

    enum MorePlans {
        FREE,
        PRO,
        TEAM
    }

    sealed interface Payment permits Card, Cash {}

    record Card(String number) implements Payment {}

    record Cash() implements Payment {}

    record Line(String sku, int qty, BigDecimal price) {}

    record Tree(String name, List<Tree> children) {}

    record Order(
            long id,
            Long folder,
            String name,
            @Default("web") String source,
            Optional<String> note,
            Instant at,
            Plan plan,
            List<Line> lines,
            Map<String, Long> counts,
            Payment payment,
            Tree tree) {}

    private List<String> unreadable(Class<?> view, Class<?> registered) {
        return ViewCheck.unreadable(deriver.derive(view), deriver.derive(registered));
    }

    private List<String> unreadable(Class<?> view, String properties) {
        ObjectNode registered = codec.decode(Buffer.buffer(
                "{\"type\":\"object\",\"properties\":" + properties.replace('\'', '"') + ",\"required\":[\"a\"]}"));
        return ViewCheck.unreadable(deriver.derive(view), Schema.of(registered));
    }

    @Test
    void everyRecordReadsItsOwnSchema() {
        assertThat(unreadable(Order.class, Order.class)).isEmpty();
        assertThat(unreadable(Tree.class, Tree.class)).isEmpty();
    }

    @Test
    void fewerFieldsAndWiderTypesAreReadable() {
        record SmallLine(BigDecimal qty) {}
        record View(
                BigDecimal id,
                Long folder,
                String source,
                String at,
                MorePlans plan,
                List<SmallLine> lines,
                Map<String, BigDecimal> counts,
                Optional<String> later) {}

        assertThat(unreadable(View.class, Order.class)).isEmpty();
    }

    @Test
    void whatMayBeMissingOrNullIsToldByItsPlace() {
        record View(long folder, String note, String gone) {}

        assertThat(unreadable(View.class, Order.class))
                .containsExactly(
                        "/folder may be absent, the view requires it",
                        "/folder may be null, the view reads integer",
                        "/note may be absent, the view requires it",
                        "/note may be null, the view reads string",
                        "/gone is required by the view, and the schema has no such property");
    }

    @Test
    void theViewsOwnDefaultServesForAbsentAndNull() {
        record View(@Default("7") long folder) {}

        assertThat(unreadable(View.class, Order.class)).isEmpty();
    }

    @Test
    void otherTypesAreToldByTheirPlaces() {
        record OtherLine(long sku, int price) {}
        record View(String id, List<OtherLine> lines, Map<String, String> counts, List<String> name) {}

        assertThat(unreadable(View.class, Order.class))
                .containsExactly(
                        "/id may be integer, the view reads string",
                        "/lines/*/sku may be string, the view reads integer",
                        "/lines/*/price may be number or string, the view reads integer",
                        "/counts/* may be integer, the view reads string",
                        "/name may be string, the view reads array");
    }

    @Test
    void textsOfAnotherFormAreToldByTheirPlaces() {
        record View(Instant name, Plan source) {}
        record Wide(MorePlans plan) {}
        record Narrow(Plan plan) {}

        assertThat(unreadable(View.class, Order.class))
                .containsExactly(
                        "/name is not always a date-time, which the view reads",
                        "/source may be a value that is none of the view's");
        assertThat(unreadable(Narrow.class, Wide.class))
                .containsExactly("/plan may be a value that is none of the view's");
    }

    @Test
    void kindsThatTheViewDoesNotKnowAreTold() {
        record View(Cash payment) {}
        record Wrapped(Payment payment) {}

        assertThat(unreadable(View.class, Order.class))
                .containsExactly("/payment/type may be a value that is none of the view's");
        assertThat(unreadable(
                        Wrapped.class,
                        "{'a':{'type':'integer'},'payment':{'type':'object','properties':"
                                + "{'type':{'const':'cheque'}},'required':['type']}}"))
                .contains("/payment may be of a kind that the view does not know");
    }

    @Test
    void foreignSchemasThatSayNothingMayHoldAnything() {
        record View(long a) {}
        record Items(List<String> a) {}

        assertThat(unreadable(View.class, "{'a':{}}"))
                .containsExactly(
                        "/a may be null or boolean or number or string or array or object, the view reads integer");
        assertThat(unreadable(Items.class, "{'a':{'type':'array'}}"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("/a/* may be");
        assertThat(unreadable(View.class, "{'a':{'enum':[1,2]}}")).isEmpty();
    }

    @Test
    void decimalsAsPythonDeclaresThemAreReadable() {
        record View(BigDecimal a) {}

        assertThat(unreadable(View.class, "{'a':{'anyOf':[{'type':'number'},{'type':'string'}]}}"))
                .isEmpty();
        assertThat(unreadable(View.class, "{'a':{'type':'string'}}"))
                .containsExactly("/a may be string, the view reads number");
    }
}
