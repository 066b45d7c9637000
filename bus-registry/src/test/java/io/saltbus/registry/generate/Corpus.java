package io.saltbus.registry.generate;

import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.List;

/** Schemas with everything that a generator must take. */
final class Corpus {
    static final String EVIL =
            "*/ } \\u002a\\u002f \\\\u000a \\\\ \" @param <b> & {@link X} \\t \\n \\\"\\\"\\\" line\\u2028 😀 \\u202e /* // *\\u0001/ ${x} `"
                    .replace("\\\"\\\"\\\"", "\"\"\"");

    private static final String ODD_NAMES =
            "{'type':'object','properties':{'class':{'type':'integer'},'1st':{'type':'integer'},"
                    + "'a.b':{'type':'integer'},'a_b':{'type':'integer'},'aB':{'type':'integer'},'':{'type':'integer'},"
                    + "'hashCode':{'type':'integer'},'größe':{'type':'integer'},'名':{'type':'integer'},'😀':{'type':'integer'},"
                    + "'_':{'type':'integer'},'true':{'type':'integer'},'get_class':{'type':'string'},'is_x':{'type':'boolean'},"
                    + "'record':{'type':'integer'},'x\\u202ey':{'type':'integer'},'$ref':{'type':'integer'},'URLPath':{'type':'string'},"
                    + "'to string':{'type':'string'},'None':{'type':'string'},'import':{'type':'string'},'model_config':{'type':'integer'},"
                    + "'json':{'type':'string'},'_private':{'type':'string'},'list':{'type':'array','items':{'type':'integer'}},"
                    + "'date':{'type':'string','format':'date'},'int':{'type':'integer'}},'required':['class','1st','a.b']}";

    private static final String TAKEN_TYPES =
            "{'title':'String','type':'object','properties':{'s':{'$ref':'#/$defs/String'},"
                    + "'l':{'$ref':'#/$defs/List'},'e':{'$ref':'#/$defs/Event'},'x':{'$ref':'#/$defs/9 x!'},"
                    + "'o':{'type':'array','items':{'$ref':'#/$defs/Object'}}},'required':['s','l','e','x','o'],"
                    + "'$defs':{'String':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},'List':{'enum':['x','z']},"
                    + "'Event':{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},'9 x!':{'enum':['y']},"
                    + "'Object':{'type':'object','properties':{'b':{'type':'array','items':{'type':'string'}}},'required':['b']}}}";

    /** What records, models and types can all say. */
    private static final List<String> PLAIN = List.of(
            "{'type':'object','properties':{'userID':{'type':'integer'},'a-b':{'type':'string'},'zip_5':{'type':'boolean'}},"
                    + "'required':['userID','a-b','zip_5']}",
            "{'type':'object','properties':{'n':{'type':['integer','null'],'default':null},'t':{'type':'string','default':'x'}}}",
            "{'type':'object','properties':{'a':{'type':'integer','minimum':-5,'exclusiveMaximum':7},"
                    + "'b':{'type':'number','minimum':0.5},'d':{'type':'integer','exclusiveMaximum':0,'default':-1}},'required':['a','b']}",
            "{'type':'object','properties':{'s':{'type':'string','minLength':1,'maxLength':3,'pattern':'^[a-z]+$'},"
                    + "'p':{'type':'string','pattern':'^(?:a|b)$'},'m':{'type':['string','null'],'format':'email','minLength':3}},"
                    + "'required':['s','p']}",
            "{'type':'object','properties':{'l':{'type':'array','items':{'type':'string','maxLength':5},'minItems':1},"
                    + "'u':{'type':'array','uniqueItems':true,'items':{'type':'string','format':'uuid'}},"
                    + "'m':{'type':'object','additionalProperties':{'type':'array','items':{'type':'integer'}}},'x':{}},"
                    + "'required':['l','u','m','x']}",
            "{'type':'object','properties':{'at':{'type':'string','format':'date-time'},'on':{'type':'string','format':'date'},"
                    + "'for':{'type':'string','format':'duration'}},'required':['at','on','for']}",
            "{'type':'object','properties':{'tree':{'$ref':'#/$defs/Node'}},'required':['tree'],'$defs':{'Node':{'type':'object',"
                    + "'properties':{'name':{'type':'string'},'next':{'anyOf':[{'$ref':'#/$defs/Node'},{'type':'null'}],'default':null}},"
                    + "'required':['name']}}}",
            "{'title':'Self','type':'object','properties':{'children':{'type':'array','items':{'$ref':'#'}}},'required':['children']}",
            "{'type':'object','properties':{'pay':{'oneOf':[{'$ref':'#/$defs/Card'},{'$ref':'#/$defs/Cash'}]}},'required':['pay'],"
                    + "'$defs':{'Card':{'type':'object','properties':{'type':{'const':'card'},'no':{'type':'string'}},"
                    + "'required':['type','no']},'Cash':{'type':'object','properties':{'type':{'const':'cash'}},'required':['type']}}}",
            "{'title':'Shape','oneOf':[{'title':'Round','type':'object','properties':{'kind':{'const':'round'},'r':{'type':'number'}},"
                    + "'required':['kind','r']},{'title':'Flat','type':'object','properties':{'kind':{'const':'flat'}},'required':['kind']}]}",
            "{'type':'object','properties':{'e':{'enum':['a','A','a b','','1','class','ä']},"
                    + "'f':{'type':'integer','enum':[-1,0,7],'default':7}},'required':['e']}",
            "{'type':'object','properties':{'secret':{'type':'string','x-sensitive':true}},'required':['secret']}",
            "{'type':'object','properties':{'price':{'anyOf':[{'type':'number','minimum':0},{'type':'string'}]},"
                    + "'at':{'type':'array','prefixItems':[{'type':'number'},{'type':'integer'}],'minItems':2,'maxItems':2}},"
                    + "'required':['price','at'],'additionalProperties':false}");

    private static final List<String> PARTLY = List.of(
            "{'type':'object'}",
            "{'type':'object','properties':{'a':{'type':'integer'}},'if':{'required':['a']},'then':{},'not':{'required':['z']}}",
            "{'type':'object','properties':{'a':{'type':'integer','multipleOf':3}},'additionalProperties':false,'minProperties':1}",
            "{'type':'object','properties':{'a':{'patternProperties':{'^x':{'type':'integer'}},'type':'object'},"
                    + "'b':{'type':'array','contains':{'const':1},'prefixItems':[{'type':'integer'},{'type':'string'}]}}}",
            "{'type':'object','properties':{'a':{'type':['integer','string','boolean']},'b':{'enum':[1,'x',true]},"
                    + "'c':{'anyOf':[{'type':'string','format':'date'},{'type':'string'}]},'d':false,'e':{'enum':[1.5,{'a':1}]}}}",
            "{'allOf':[{'$ref':'#/$defs/A'},{'type':'object','properties':{'b':{'type':'string'}},'required':['b']}],"
                    + "'$defs':{'A':{'type':'object','properties':{'a':{'type':'integer','minimum':1}},'required':['a']}}}",
            "{'type':'object','properties':{'a':{'type':'string','pattern':'x(?!y)'},'b':{'type':'string','format':'ipv4'},"
                    + "'c':{'type':'string','contentEncoding':'base64'},'d':{'type':'integer','format':'int32'}}}",
            "{'type':'object','required':['a','undeclared'],'properties':{'a':{'type':['integer','null']}}}",
            "{'type':'object','properties':{'s':{'type':'array','items':{'type':['string','null'],'minLength':2}},"
                    + "'t':{'type':'array','prefixItems':[{'type':'integer'},{'type':['string','null']}],'minItems':2,'maxItems':2}}}",
            "{'type':'object','properties':{'p':{'anyOf':[{'type':'object','properties':{'a':{'type':'string'}}},"
                    + "{'type':'object','properties':{'b':{'type':'string'}}}]}},'additionalProperties':true}",
            ODD_NAMES,
            TAKEN_TYPES,
            evil());

    private Corpus() {}

    private static String evil() {
        String text = EVIL.replace("\"", "\\\"");
        return "{'description':'" + text + "','type':'object','properties':{'" + text
                + "':{'type':'string','description':'" + text + "','default':'" + text + "'},'e':{'enum':['" + text
                + "','b']}},'required':['e']}";
    }

    /** What all three languages say exactly. */
    static List<StoredSchema> plain() {
        return events("plain", PLAIN);
    }

    /** What none, or not all of them say, and names that are none. */
    static List<StoredSchema> partly() {
        return events("partly", PARTLY);
    }

    static List<StoredSchema> request() {
        return List.of(
                Stored.request(
                        "rpc.documents.list",
                        Stored.json(
                                "{'title':'DocumentListRequest','type':'object','properties':{'user_id':{'type':'integer'}},"
                                        + "'required':['user_id']}"),
                        Stored.json("{'type':'object','properties':{'total':{'type':'integer'}},'required':['total']}"),
                        Stored.json(
                                "{'title':'DocumentListError','type':'object','properties':{'error_code':{'type':'string'},"
                                        + "'error_message':{'type':'string'},'details':{'type':['object','null'],'default':null}},"
                                        + "'required':['error_code','error_message']}")),
                Stored.request(
                        "rpc.odd", Stored.json("{'type':'object'}"), Stored.json("{'type':['integer','null']}"), null));
    }

    static List<StoredSchema> everything() {
        var all = new ArrayList<>(Stored.pydantic());
        all.addAll(plain());
        all.addAll(partly());
        all.addAll(request());
        return all;
    }

    private static List<StoredSchema> events(String topic, List<String> schemas) {
        var events = new ArrayList<StoredSchema>();
        schemas.forEach(schema -> events.add(Stored.event(topic + ".c" + events.size(), schema)));
        return events;
    }
}
