package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.schema.Schema;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generated records compile, are events of the bus, and mean the schema they were made from, or say where not. */
class JavaRoundTripTest {
    /** Generates each in a package of its own, compiles all, and asks the bus what it makes of them. */
    static Map<StoredSchema, GeneratedSource> check(List<StoredSchema> all) {
        var made = new LinkedHashMap<StoredSchema, GeneratedSource>();
        var files = new TreeMap<String, String>();
        for (StoredSchema stored : all) {
            GeneratedSource source = JavaSource.of(stored, JavaOptions.ofPackage("com.acme.p" + made.size()));
            made.put(stored, source);
            files.putAll(source.files());
        }
        Compiled compiled = Compiled.of(files);
        var events = new ArrayList<Class<?>>();
        for (Class<?> type : compiled.types(files).toList()) {
            if (type.isAnnotationPresent(io.saltbus.core.event.Event.class)) {
                events.add(type);
            }
        }
        try (Derived derived = Derived.of(events)) {
            made.forEach((stored, source) -> {
                Schema expected = Schema.of(stored.documents().payload());
                Schema actual = derived.schema(stored.topic(), stored.version().toString());
                assertThat(actual.firstDifference(expected).isEmpty())
                        .as(() -> stored.topic() + " is said to be " + (source.exact() ? "exact" : "not exact") + "\n"
                                + stored.documents().payload() + "\nbut differs at "
                                + actual.firstDifference(expected) + " from\n" + actual.document() + "\n"
                                + source.notes() + "\n" + source.files())
                        .isEqualTo(source.notes().stream().anyMatch(JavaRoundTripTest::ofAnswers) || source.exact());
                assertThat(source.exact() || !source.notes().isEmpty())
                        .as(() -> "what is not exact has a note: "
                                + stored.documents().payload())
                        .isTrue();
            });
        }
        return made;
    }

    private static boolean ofAnswers(Note note) {
        return !note.document().equals("payload");
    }

    @Test
    void modelsOfPydanticBecomeRecords() {
        assertThat(check(Stored.pydantic())).hasSize(30);
    }

    @Test
    void whatRecordsCanSayIsSaidExactly() {
        var made = check(
                corpus(
                        "{'type':'object'}",
                        "{'type':'object','properties':{'userID':{'type':'integer'},'a-b':{'type':'string'},'zip_5':{'type':'boolean'}},"
                                + "'required':['userID','a-b','zip_5']}",
                        "{'type':'object','properties':{'n':{'type':['integer','null']},'t':{'type':'string','default':'x'}}}",
                        "{'type':'object','properties':{'a':{'type':'integer','minimum':-5,'exclusiveMaximum':7},"
                                + "'b':{'type':'number','minimum':0.5},'c':{'type':'integer','maximum':18446744073709551615},"
                                + "'d':{'type':'integer','exclusiveMaximum':0,'default':-1},'e':{'type':'integer','minimum':9223372036854775807}},"
                                + "'required':['a','b','c','e']}",
                        "{'type':'object','properties':{'s':{'type':'string','minLength':1,'maxLength':3,'pattern':'^[a-z]+$'},"
                                + "'p':{'type':'string','pattern':'^(?:a|b)$'},'m':{'type':['string','null'],'format':'email','minLength':3}},"
                                + "'required':['s','p']}",
                        "{'type':'object','properties':{'l':{'type':'array','items':{'type':'string','maxLength':5},'minItems':1},"
                                + "'u':{'type':'array','uniqueItems':true,'items':{'type':'string','format':'uuid'}},"
                                + "'any':{'type':'array'},'m':{'type':'object','additionalProperties':{'type':'array','items':{'type':'integer'}}},"
                                + "'x':{}},'required':['l','u','any','m','x']}",
                        "{'type':'object','properties':{'at':{'type':'string','format':'date-time'},'on':{'type':'string','format':'date'},"
                                + "'for':{'type':'string','format':'duration'},'where':{'type':'string','format':'uri'}},"
                                + "'required':['at','on','for','where']}",
                        "{'type':'object','properties':{'tree':{'$ref':'#/$defs/Node'}},'required':['tree'],'$defs':{'Node':{'type':'object',"
                                + "'properties':{'name':{'type':'string'},'next':{'anyOf':[{'$ref':'#/$defs/Node'},{'type':'null'}]}},"
                                + "'required':['name']}}}",
                        "{'title':'Self','type':'object','properties':{'children':{'type':'array','items':{'$ref':'#'}}},'required':['children']}",
                        "{'type':'object','properties':{'pay':{'oneOf':[{'$ref':'#/$defs/Card'},{'$ref':'#/$defs/Cash'}]}},'required':['pay'],"
                                + "'$defs':{'Card':{'type':'object','properties':{'type':{'const':'card'},'no':{'type':'string'}},"
                                + "'required':['type','no']},'Cash':{'type':'object','properties':{'type':{'const':'cash'}},'required':['type']}}}",
                        "{'title':'Shape','oneOf':[{'type':'object','properties':{'kind':{'const':'round'},'r':{'type':'number'}},"
                                + "'required':['kind','r']},{'type':'object','properties':{'kind':{'const':'flat'}},'required':['kind']}]}",
                        "{'type':'object','properties':{'e':{'enum':['a','A','a b','','1','class','ä']},"
                                + "'f':{'type':'integer','enum':[-1,0,7],'default':7},'g':{'enum':['x',null]}},'required':['e']}",
                        "{'type':'object','properties':{'secret':{'type':'string','x-sensitive':true}},'required':['secret']}"));

        assertThat(made.values())
                .allSatisfy(source -> assertThat(source.exact())
                        .as(() -> source.notes() + "\n" + source.files())
                        .isTrue());
    }

    @Test
    void whatTheBusHasAnnotationsForIsSaidExactly() {
        var made = check(
                corpus(
                        // decimals, as Pydantic and as the bus itself write them
                        "{'type':'object','properties':{'a':{'anyOf':[{'type':'number','minimum':0},{'type':'string'}]},"
                                + "'b':{'anyOf':[{'type':'number'},{'type':'string','pattern':'^(?!^[-+.]*$)[+-]?0*\\\\d*$'},{'type':'null'}],'default':null},"
                                + "'c':{'type':['number','string'],'pattern':'^[-+]?\\\\d+(\\\\.\\\\d+)?([eE][-+]?\\\\d+)?$','default':'9.99'},"
                                + "'d':{'type':'array','items':{'anyOf':[{'type':'number'},{'type':'string'}]}}},'required':['a']}",
                        "{'type':'object','properties':{'k':{'discriminator':{'propertyName':'kind'},'oneOf':[{'$ref':'#/$defs/A'},{'$ref':'#/$defs/B'}]}},"
                                + "'required':['k'],'$defs':{'A':{'type':'object','properties':{'kind':{'const':'a','default':'a','type':'string'},"
                                + "'n':{'type':'integer'}},'required':['n'],'additionalProperties':false},'B':{'type':'object','properties':"
                                + "{'kind':{'const':'b','default':'b','type':'string'}}}}}",
                        "{'type':'object','properties':{'u':{'type':'string','format':'uri','minLength':1,'maxLength':2083},"
                                + "'v':{'type':['string','null'],'format':'uri','maxLength':9,'default':null},"
                                + "'w':{'type':'array','items':{'type':'string','format':'uri','maxLength':7}}},'required':['u','w']}",
                        "{'type':'object','properties':{'any':{'default':null}}}",
                        "{'type':'object','properties':{'user-id':{'type':'integer'},'n':{'type':['integer','null']}},"
                                + "'required':['user-id','n'],'additionalProperties':false}",
                        "{'type':'object','properties':{'a':{'type':['integer','null']},'userID':{'type':['string','null']},"
                                + "'d':{'type':'integer','default':3},'e':{'anyOf':[{'$ref':'#/$defs/E'},{'type':'null'}]}},"
                                + "'required':['a','userID','d','e'],'$defs':{'E':{'enum':['x','y']}}}",
                        "{'type':'object','properties':{'p':{'$ref':'#/$defs/Point'},'q':{'type':'array','prefixItems':[{'type':'integer','minimum':0},"
                                + "{'type':['string','null'],'title':'Last Name'},{'$ref':'#/$defs/Point'}],'items':false,'minItems':3},"
                                + "'r':{'type':'array','items':{'$ref':'#/$defs/Point'}},'s':{'anyOf':[{'$ref':'#/$defs/Point'},{'type':'null'}],'default':null}},"
                                + "'required':['p','q'],'$defs':{'Point':{'type':'array','prefixItems':[{'type':'number'},{'type':'number'}],"
                                + "'minItems':2,'maxItems':2}}}",
                        "{'type':'object','properties':{'a':{'type':['integer','string','boolean']},'b':{'anyOf':[{'type':'integer'},{'type':'string'},"
                                + "{'type':'null'}],'default':null},'c':{'type':['integer','string'],'default':'x'},'d':{'type':['array','object','boolean']}},"
                                + "'required':['a','d']}",
                        "{'type':'object','properties':{'step':{'type':'number','multipleOf':0.05,'minimum':0},'even':{'type':'integer','multipleOf':2},"
                                + "'maybe':{'type':['number','null'],'multipleOf':0.5,'default':null}},'required':['step','even']}",
                        "{'type':'object','properties':{'t':{'type':'string','format':'time'},'u':{'type':'string','format':'uuid4'},"
                                + "'f':{'type':'string','format':'password'},'at':{'type':'string','format':'time','default':'10:00:00'}},"
                                + "'required':['t','u','f']}",
                        "{'type':'object','properties':{'m':{'type':'object','propertyNames':{'format':'uuid'},'additionalProperties':{'type':'integer'}},"
                                + "'n':{'type':'object','propertyNames':{'format':'date'}},"
                                + "'l':{'type':'array','items':{'type':'string'},'uniqueItems':true},'o':{'type':'array'}},'required':['m','n']}"));

        assertThat(made.values())
                .allSatisfy(source -> assertThat(source.exact())
                        .as(() -> source.notes() + "\n" + source.files())
                        .isTrue())
                .allSatisfy(source -> assertThat(source.notes()).isEmpty());
        assertThat(made.values().stream().flatMap(source -> source.files().values().stream()))
                .anySatisfy(text ->
                        assertThat(text).contains("@Min(0) BigDecimal a").contains("List<BigDecimal> d"))
                .anySatisfy(text -> assertThat(text).contains("@Size(max = 2083) URI u"))
                .anySatisfy(text -> assertThat(text)
                        .contains("@JsonProperty(value = \"userID\", required = true) @Nullable String"))
                .anySatisfy(text -> assertThat(text).contains("public record Point(double item1, double item2) {}"))
                .anySatisfy(text -> assertThat(text).contains("@Nullable String lastName"))
                .anySatisfy(
                        text -> assertThat(text).contains("@AnyOf({Long.class, String.class, Boolean.class}) Object a"))
                .anySatisfy(text -> assertThat(text).contains("@MultipleOf(0.05) double step"))
                .anySatisfy(text -> assertThat(text).contains("Map<UUID, Long> m"));
    }

    @Test
    void whatRecordsCannotSayIsNoted() {
        var made = check(corpus(
                "{'type':'object','properties':{'a':{'type':'integer'}},'if':{'required':['a']},'then':{},'not':{'required':['z']}}",
                "{'type':'object','properties':{'a':{'type':'integer','multipleOf':3}},'additionalProperties':false,'minProperties':1}",
                "{'type':'object','properties':{'a':{'patternProperties':{'^x':{'type':'integer'}},'type':'object'},"
                        + "'b':{'type':'array','contains':{'const':1},'prefixItems':[{'type':'integer'},{'type':'string'}]}}}",
                "{'type':'object','properties':{'a':{'type':['integer','string','boolean']},'b':{'enum':[1,'x',true]},"
                        + "'c':{'anyOf':[{'type':'string','format':'date'},{'type':'string'}]},'d':false}}",
                "{'allOf':[{'$ref':'#/$defs/A'},{'type':'object','properties':{'b':{'type':'string'}},'required':['b']}],"
                        + "'$defs':{'A':{'type':'object','properties':{'a':{'type':'integer','minimum':1}},'required':['a']}}}",
                "{'type':'object','properties':{'a':{'type':'string','pattern':'x'},'b':{'type':'string','format':'ipv4'},"
                        + "'c':{'type':'string','contentEncoding':'base64'},'d':{'type':'integer','format':'int32'}}}",
                "{'type':'object','required':['a','undeclared'],'properties':{'a':{'type':['integer','null']}}}",
                "{'type':'object','properties':{'a':{'type':'integer','default':'text'},'b':{'type':'integer','maximum':3,'default':5},"
                        + "'c':{'type':'string','format':'duration','default':'P1Y'},'d':{'type':'object','properties':{'x':{'type':'integer'}},"
                        + "'required':['x'],'default':{}}}}",
                "{'type':'object','properties':{'m':{'type':'object','additionalProperties':{'type':'string','maxLength':3}},"
                        + "'l':{'type':'array','items':{'type':'array','items':{'type':'integer','minimum':3}}},"
                        + "'s':{'type':'array','items':{'type':['string','null'],'minLength':2}}}}",
                "{'properties':{'a':{'properties':{'b':{'items':{'type':'integer'}}}}}}",
                "{'type':'object','properties':{'t':{'type':'string','format':'time'},'u':{'type':'string','format':'uri','maxLength':9}}}",
                "{'type':'object','properties':{'p':{'anyOf':[{'type':'object','properties':{'a':{'type':'string'}}},"
                        + "{'type':'object','properties':{'b':{'type':'string'}}}]}}}"));

        assertThat(made.values())
                .allSatisfy(source -> assertThat(source.exact()).isFalse());
        assertThat(made.values().iterator().next().notes())
                .extracting(Note::keyword)
                .containsExactly("not", "if", "type");
    }

    @Test
    void whatAllLanguagesSayIsSaidExactly() {
        assertThat(check(Corpus.plain()).values())
                .allSatisfy(source -> assertThat(source.exact())
                        .as(() -> source.notes() + "\n" + source.files())
                        .isTrue());
    }

    @Test
    void oddNamesAndTextsBreakNothing() {
        assertThat(check(Corpus.partly())).hasSizeGreaterThan(10);
    }

    @Test
    void aWideEventIsMadeUpToTheLimitOfTheMachine() {
        for (String schema : List.of(wide(127, "integer"), wide(254, "string"))) {
            Compiled.of(JavaSource.of(Stored.event("wide", schema), JavaOptions.ofPackage("a"))
                    .files());
        }

        assertThatThrownBy(() -> JavaSource.of(Stored.event("wide", wide(128, "integer")), JavaOptions.ofPackage("a")))
                .isInstanceOf(GenerateException.Unsuitable.class)
                .hasMessageContaining("wide v1: Wide has 128 properties, which need 256 places of a constructor's 254");
    }

    private static String wide(int properties, String type) {
        var names = IntStream.range(0, properties)
                .mapToObj(index -> "p_" + (char) ('a' + index % 26) + index / 26)
                .toList();
        return "{'title':'Wide','type':'object','properties':{"
                + names.stream()
                        .map(name -> "'" + name + "':{'type':'" + type + "'}")
                        .collect(Collectors.joining(","))
                + "},'required':" + names.stream().map(name -> "'" + name + "'").toList() + "}";
    }

    @Test
    void whatIsNoObjectIsRefused() {
        for (String schema : List.of(
                "{'type':'array'}",
                "{'type':'string'}",
                "{'enum':['a']}",
                "{}",
                "{'anyOf':[{'type':'integer'},{'type':'object'}]}",
                "{'$ref':'#/nowhere'}",
                "{'type':'nonsense'}")) {
            assertThatThrownBy(() -> JavaSource.of(Stored.event("odd", schema), JavaOptions.ofPackage("a")))
                    .as(schema)
                    .isInstanceOf(GenerateException.Unsuitable.class)
                    .hasMessageStartingWith("odd v1: ");
        }
    }

    @Test
    void whatIsTooDeepOrTooLargeIsRefused() {
        StringBuilder deep = new StringBuilder("{'type':'object'}");
        for (int level = 0; level < 250; level++) {
            deep.insert(0, "{'type':'object','properties':{'a':").append("}}");
        }
        assertThatThrownBy(() -> JavaSource.of(Stored.event("deep", deep.toString()), JavaOptions.ofPackage("a")))
                .isInstanceOf(GenerateException.Unsuitable.class);
    }

    @Test
    void aRequestComesWithItsAnswerAndItsError() {
        var stored = Stored.request(
                "rpc.documents.list",
                Stored.json(
                        "{'title':'DocumentListRequest','type':'object','properties':{'user_id':{'type':'integer'}},'required':['user_id']}"),
                Stored.json("{'type':'object','properties':{'total':{'type':'integer'}},'required':['total']}"),
                Stored.json("{'title':'DocumentListError','type':'object','properties':{'error_code':{'type':'string'},"
                        + "'error_message':{'type':'string'},'details':{'type':['object','null'],'default':null}},"
                        + "'required':['error_code','error_message']}"));

        GeneratedSource source = check(List.of(stored)).get(stored);

        assertThat(source.files().keySet())
                .containsExactly(
                        "com/acme/p0/DocumentListError.java",
                        "com/acme/p0/DocumentListReply.java",
                        "com/acme/p0/DocumentListRequest.java");
        assertThat(source.files().get("com/acme/p0/DocumentListRequest.java"))
                .contains(
                        "@Event(value = \"rpc.documents.list\", mode = EventMode.RPC, error = DocumentListError.class)")
                .contains("public record DocumentListRequest(long userId) implements RpcRequest<DocumentListReply> {}");
        assertThat(source.exact()).isTrue();
        check(List.of(
                Stored.request("rpc.a", Stored.json("{'type':'object'}"), null, null),
                Stored.request(
                        "rpc.b",
                        Stored.json("{'type':'object'}"),
                        Stored.json("{'type':'integer'}"),
                        Stored.json("{'type':'object','properties':{'x':{'type':'string'}}}"))));
    }

    @Test
    void theSameSchemaAlwaysGivesTheSameText() {
        for (StoredSchema stored : Stored.pydantic()) {
            JavaOptions options = JavaOptions.ofPackage("com.acme");

            assertThat(JavaSource.of(stored, options)).isEqualTo(JavaSource.of(stored, options));
        }
    }

    @Test
    void theTypesNameAndPackageAreChecked() {
        StoredSchema stored = Stored.event("user.signup.completed", "{'type':'object'}");

        assertThat(JavaSource.of(stored, JavaOptions.ofPackage("com.acme")).files())
                .containsOnlyKeys("com/acme/UserSignupCompleted.java");
        assertThat(JavaSource.of(stored, JavaOptions.ofPackage("com.acme").withTypeName("Signup"))
                        .files())
                .containsOnlyKeys("com/acme/Signup.java");
        assertThatThrownBy(() -> JavaOptions.ofPackage("com.acme.class")).hasMessageContaining("com.acme.class");
        assertThatThrownBy(() -> JavaOptions.ofPackage("../../etc")).hasMessageContaining("is no name of a package");
        assertThatThrownBy(() -> JavaOptions.ofPackage("a").withTypeName("b.C")).hasMessageContaining("b.C");
    }

    private static List<StoredSchema> corpus(String... schemas) {
        return IntStream.range(0, schemas.length)
                .mapToObj(index -> Stored.event("corpus.c" + index, schemas[index]))
                .toList();
    }
}
