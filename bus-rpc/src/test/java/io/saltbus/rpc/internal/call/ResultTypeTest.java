package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rpc.RpcRequest;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ResultTypeTest {
    private interface Answering<A> extends RpcRequest<A> {}

    private interface Paged<P, A> extends Supplier<P>, Answering<A> {}

    private abstract static class Query implements Paged<String, Long> {}

    private abstract static class SpecialQuery extends Query {}

    private record Listing() implements RpcRequest<List<String>> {}

    private record Open<R>() implements RpcRequest<R> {}

    @Test
    void itIsFoundAmongTheParents() {
        assertThat(ResultType.of(Sum.class)).isEqualTo(Sum.Result.class);
        assertThat(ResultType.of(SpecialQuery.class)).isEqualTo(Long.class);
    }

    @Test
    void whatIsNoClassIsRefusedWithTheCure() {
        for (Class<?> request : List.of(Listing.class, Open.class)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> ResultType.of(request))
                    .withMessageContaining(request.getName())
                    .withMessageContaining("RpcRequest<Answer>");
        }
    }
}
