package io.saltbus.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.saltbus.core.event.Event;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedTypeIntrospectorTest {
    private final PayloadCodec codec = new PayloadCodec(PayloadLimits.defaults());

    sealed interface Payment permits CardPayment, Offline {}

    record CardPayment(String lastFour) implements Payment {}

    sealed interface Offline extends Payment {}

    record BankTransfer(String iban) implements Offline {}

    @JsonTypeName("cash")
    record CashPayment() implements Offline {}

    record Order(long id, Payment payment, List<Payment> refunds) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Cat.class, name = "CAT")})
    sealed interface Pet permits Cat {}

    record Cat(int lives) implements Pet {}

    sealed interface ShopEvent permits Opened {}

    @Event("shop.opened")
    record Opened(String shop) implements ShopEvent {}

    private <T> T read(String json, Class<T> type) {
        return codec.bind(codec.decode(Buffer.buffer(json)), type);
    }

    @Test
    void membersOfASealedTypeAreToldApartByTheirNames() {
        var order = new Order(1, new CardPayment("4242"), List.of(new BankTransfer("x"), new CashPayment()));
        String json = "{\"id\":1,\"payment\":{\"type\":\"card_payment\",\"last_four\":\"4242\"},"
                + "\"refunds\":[{\"type\":\"bank_transfer\",\"iban\":\"x\"},{\"type\":\"cash\"}]}";

        assertThat(codec.toTree(order).toString()).isEqualTo(json);
        assertThat(read(json, Order.class)).isEqualTo(order);
    }

    @Test
    void aMemberOnItsOwnSaysItsNameToo() {
        assertThat(codec.toTree(new CardPayment("4242")).toString())
                .isEqualTo("{\"type\":\"card_payment\",\"last_four\":\"4242\"}");
        assertThat(read("{\"type\":\"card_payment\",\"last_four\":\"1\"}", CardPayment.class))
                .isEqualTo(new CardPayment("1"));
    }

    @Test
    void theUsersOwnAnnotationsWin() {
        assertThat(codec.toTree(new Cat(9)).toString()).isEqualTo("{\"kind\":\"CAT\",\"lives\":9}");
        assertThat(read("{\"kind\":\"CAT\",\"lives\":9}", Pet.class)).isEqualTo(new Cat(9));
    }

    @Test
    void anEventIsToldByItsTopicAlone() {
        assertThat(codec.toTree(new Opened("a")).toString()).isEqualTo("{\"shop\":\"a\"}");
        assertThat(read("{\"shop\":\"a\"}", Opened.class)).isEqualTo(new Opened("a"));
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> read("{\"id\":1,\"payment\":{\"type\":\"hunter2\"}}", Order.class))
                .isInstanceOf(PayloadException.Unbindable.class)
                .hasMessageContaining("/payment is none of the permitted kinds of Payment")
                .hasMessageNotContaining("hunter2");
    }

    record Boxed(Float share, Double ratio, Integer count, Long id, String name) {}

    @Test
    void numbersAreNoMembersOfTheSealedTypesOfJavaItself() {
        var boxed = new Boxed(0.1f, 0.2, 3, 4L, "x");
        String json = "{\"share\":0.1,\"ratio\":0.2,\"count\":3,\"id\":4,\"name\":\"x\"}";

        assertThat(codec.toTree(boxed).toString()).isEqualTo(json);
        assertThat(read(json, Boxed.class)).isEqualTo(boxed);
    }
}
