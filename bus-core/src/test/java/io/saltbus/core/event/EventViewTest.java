package io.saltbus.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EventViewTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());
    private final EventView event =
            view("{\"user_id\":7,\"whole\":1.0,\"half\":0.50,\"price\":\"1.10\",\"name\":\"hunter2\","
                    + "\"active\":true,\"at\":\"2026-11-21T10:00:00+01:00\",\"id\":\"" + ID + "\",\"none\":null,"
                    + "\"huge\":1e30,\"items\":[{\"qty\":2}],\"home\":{\"street\":\"x\"}}");

    private EventView view(String json) {
        var envelope = Envelope.builder("m-1", "order.created", "shop", Instant.EPOCH)
                .version(Version.parse("v1"))
                .build();
        return new EventView(envelope, codec.decode(Buffer.buffer(json)), codec::bind);
    }

    @Test
    void fieldsAreReadByNameAndByPointer() {
        assertThat(event.integer("user_id")).isEqualTo(7);
        assertThat(event.integer("whole")).isEqualTo(1);
        assertThat(event.integer("/items/0/qty")).isEqualTo(2);
        assertThat(event.decimal("half")).isEqualTo(new BigDecimal("0.50"));
        assertThat(event.decimal("price")).isEqualTo(new BigDecimal("1.10"));
        assertThat(event.text("name")).isEqualTo("hunter2");
        assertThat(event.bool("active")).isTrue();
        assertThat(event.instant("at")).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
        assertThat(event.uuid("id")).isEqualTo(UUID.fromString(ID));
        assertThat(event.list("items")).isEqualTo(new JsonArray().add(new JsonObject().put("qty", 2)));
        assertThat(event.object("home")).isEqualTo(new JsonObject().put("street", "x"));
    }

    @Test
    void aFieldOfAnotherTypeIsToldWithoutItsValue() {
        assertRefused(() -> event.integer("name"), "name", "an integer of 64 bits, but is a text");
        assertRefused(() -> event.integer("half"), "half", "an integer of 64 bits, but is a number");
        assertRefused(() -> event.integer("huge"), "huge", "an integer of 64 bits, but is a number");
        assertRefused(() -> event.decimal("name"), "name", "a decimal number, but is a text of another form");
        assertRefused(() -> event.text("user_id"), "user_id", "a text, but is a number");
        assertRefused(() -> event.text("active"), "active", "a text, but is a boolean");
        assertRefused(() -> event.text("none"), "none", "a text, but is null");
        assertRefused(() -> event.text("gone"), "gone", "a text, but is absent");
        assertRefused(() -> event.text("/items/1/qty"), "/items/1/qty", "a text, but is absent");
        assertRefused(() -> event.bool("items"), "items", "a boolean, but is a list");
        assertRefused(
                () -> event.instant("name"), "name", "a date and time with offset, but is a text of another form");
        assertRefused(() -> event.uuid("name"), "name", "a UUID, but is a text of another form");
        assertRefused(() -> event.list("home"), "home", "a list, but is an object");
        assertRefused(() -> event.object("items"), "items", "an object, but is a list");
    }

    private static void assertRefused(ThrowingCallable reading, String field, String message) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(FieldException.class, refused -> {
                    assertThat(refused.topic()).isEqualTo("order.created");
                    assertThat(refused.field()).isEqualTo(field);
                    assertThat(refused.retryable()).isFalse();
                })
                .hasMessage("order.created: the field " + field + " is read as " + message)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void onlyWhatIsThereAndNotNullIsHad() {
        assertThat(event.has("name")).isTrue();
        assertThat(event.has("/items/0/qty")).isTrue();
        assertThat(event.has("none")).isFalse();
        assertThat(event.has("gone")).isFalse();
    }

    @Test
    void thePayloadIsJsonMadeOnce() {
        assertThat(event.json().getJsonObject("home").getString("street")).isEqualTo("x");
        assertThat(event.json().getValue("half")).isEqualTo(new BigDecimal("0.50"));
        assertThat(event.json()).isSameAs(event.json());
    }

    @Test
    void theEnvelopeIsAtHand() {
        assertThat(event.topic()).isEqualTo("order.created");
        assertThat(event.version()).isEqualTo(Version.parse("v1"));
        assertThat(event.envelope().messageId()).isEqualTo("m-1");
    }

    @Test
    void aClassReadsThePayload() {
        record Small(long userId) {}
        record Wrong(Instant name) {}

        assertThat(event.as(Small.class)).isEqualTo(new Small(7));
        assertThatThrownBy(() -> event.as(Wrong.class)).isInstanceOf(PayloadException.Unbindable.class);
    }
}
