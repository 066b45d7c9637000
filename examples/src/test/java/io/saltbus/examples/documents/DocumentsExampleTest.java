package io.saltbus.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DocumentsExampleTest {
    @Test
    void documentsAreListedForThoseWhoMaySeeThem() {
        Vertx vertx = Vertx.vertx();
        List<String> said = new CopyOnWriteArrayList<>();
        try {
            DocumentsExample.run(service -> SaltBus.builder(vertx).service(service), said::add)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        assertThat(said)
                .containsExactly(
                        "50 documents, and more", "70 documents", "NO_ACCESS {\"user_id\":123,\"folder_id\":456}");
    }
}
