package io.saltbus.registry.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.store.StoredSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PydanticSourceTest {
    /**
     * Reads every module with Python's own parser; where Python has Pydantic 2 (Debian 12 has not), runs it too, and tells what Pydantic
     * makes of its last model.
     */
    private static final String PYTHON = """
            import ast, importlib.util, json, pathlib, sys
            try:
                import pydantic
                runs = pydantic.VERSION.startswith("2.")
            except ImportError:
                runs = False
            made = {}
            for path in sorted(pathlib.Path(".").glob("*/*.py")):
                text = path.read_text(encoding="utf-8")
                tree = ast.parse(text, str(path))
                compile(text, str(path), "exec")
                if runs:
                    spec = importlib.util.spec_from_file_location("m_" + path.parent.name, path)
                    module = importlib.util.module_from_spec(spec)
                    sys.modules[spec.name] = module
                    try:
                        spec.loader.exec_module(module)
                        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
                        # a remark of OpenAPI's, which says nothing of what is valid
                        plain = lambda node: (
                            {key: plain(value) for key, value in node.items() if key != "discriminator" or "propertyName" not in value}
                            if isinstance(node, dict) else [plain(item) for item in node] if isinstance(node, list) else node)
                        schemas = {name: plain(getattr(module, name).model_json_schema()) for name in classes}
                        made[path.parent.name] = schemas
                    except Exception as wrong:
                        raise SystemExit(f"{path}: {wrong!r}\\n{text}")
            print(json.dumps(made))
            """;

    @Test
    void allOfItIsPythonAndSaysWhatItWasMadeFrom(@TempDir Path folder) throws Exception {
        Map<String, GeneratedSource> sources = new LinkedHashMap<>();
        Map<String, StoredSchema> events = new LinkedHashMap<>();
        for (StoredSchema stored : Corpus.everything()) {
            String name = stored.topic().replace('.', '_');
            GeneratedSource source = PydanticSource.of(stored);
            sources.put(name, source);
            events.put(name, stored);
            for (var file : source.files().entrySet()) {
                Files.createDirectories(folder.resolve(name));
                Files.writeString(folder.resolve(name).resolve(file.getKey()), file.getValue());
            }
        }
        Files.writeString(folder.resolve("check.py"), PYTHON);

        JsonNode made = new ObjectMapper().readTree(Command.run(folder, List.of("python3", "-W", "error", "check.py")));

        made.properties().forEach(module -> {
            Schema expected = Schema.of(events.get(module.getKey()).documents().payload());
            boolean same = false;
            for (JsonNode model : module.getValue()) {
                same |= Schema.of((ObjectNode) model).sameAs(expected);
            }
            GeneratedSource source = sources.get(module.getKey());
            if (source.exact() && !module.getKey().startsWith("pydantic")) {
                assertThat(same)
                        .as(() -> module.getValue() + "\n" + expected + "\n" + source.files())
                        .isTrue();
            }
        });
    }

    @Test
    void anEventBecomesAModel() {
        GeneratedSource source = PydanticSource.of(Stored.event(
                "order.paid",
                "{'title':'OrderPaid','description':'Somebody paid.','type':'object','properties':{'order_id':{'type':'string',"
                        + "'format':'uuid','description':'which order'},'method':{'enum':['card','cash'],'default':'card'},"
                        + "'from':{'type':['string','null'],'maxLength':9,'default':null},"
                        + "'total':{'type':'number','exclusiveMinimum':0}},'required':['order_id','total']}"));

        assertThat(source.files()).containsOnlyKeys("order_paid.py");
        assertThat(source.files().get("order_paid.py")).isEqualTo("""
                        \"""order.paid v1. Made by SaltBus from its schema.\"""

                        from __future__ import annotations

                        from typing import Annotated, Literal, Optional
                        from uuid import UUID

                        from pydantic import BaseModel, ConfigDict, Field


                        Method = Literal["card", "cash"]


                        class OrderPaid(BaseModel):
                            \"""Somebody paid.\"""

                            model_config = ConfigDict(populate_by_name=True)

                            order_id: UUID = Field(description="which order")
                            method: Method = "card"
                            from_: Optional[Annotated[str, Field(max_length=9)]] = Field(default=None, alias="from")
                            total: Annotated[float, Field(gt=0)]
                        """);
        assertThat(source.exact()).isTrue();
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> PydanticSource.of(Stored.event("odd", "{'type':'array'}")))
                .isInstanceOf(GenerateException.Unsuitable.class)
                .hasMessage("odd v1: the payload is no object, and an event is one");
    }
}
