package io.saltbus.rabbitmq.campaign;

import io.saltbus.core.SaltBus;
import io.saltbus.rabbitmq.SeededFault;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The processes of a campaign: a bus that stays, a second one that is replaced at times, and a JVM that is killed at times. */
final class Fleet {
    static final String FIRST = "first";
    static final String SECOND = "second";

    private final String address;
    private final Path folder;
    private final SeededFault seeded;
    private final Flow flow;
    private final Ledger ledger;
    private final List<Path> ledgers = new ArrayList<>();
    private final Instance first;
    private Instance second;
    private CompletableFuture<PeerProcess> peer;
    private int peers;

    private Fleet(String address, Path folder, SeededFault seeded, Flow flow) throws IOException {
        this.address = address;
        this.folder = folder;
        this.seeded = seeded;
        this.flow = flow;
        Path path = folder.resolve("main.ledger");
        this.ledger = Ledger.create(path);
        ledgers.add(path);
        this.first = start(FIRST);
        this.second = start(SECOND);
        this.peer = startPeer();
        peer.join();
    }

    /** Starts all of it. */
    static Fleet start(String address, Path folder, SeededFault seeded, Flow flow) throws IOException {
        return new Fleet(address, folder, seeded, flow);
    }

    private Instance start(String name) {
        return await(Instance.start(address, seeded, ledger)
                .compose(instance -> flow.watch(name, instance.bus()).map(instance)));
    }

    // a JVM starts slowly while all processors publish, and everything else goes on meanwhile
    private CompletableFuture<PeerProcess> startPeer() {
        int number = ++peers;
        ledgers.add(PeerProcess.ledger(folder, number));
        return CompletableFuture.supplyAsync(() -> PeerProcess.start(address, folder, number, seeded));
    }

    /** Begins to publish on several contexts of the first bus. */
    void publish(int contexts, Outcomes outcomes, BooleanSupplier mayGoOn) {
        for (int number = 0; number < contexts; number++) {
            LoadPublisher.start(first.vertx().getOrCreateContext(), first.bus(), ledger, outcomes, mayGoOn);
        }
    }

    /** Closes the second bus, letting it finish, and starts another in its place. */
    void replaceSecond() {
        await(second.close());
        second = start(SECOND);
    }

    /** Kills the peer once it is busy, and begins to start another in its place. */
    void replacePeer() throws IOException, InterruptedException {
        peer.join().killUnderLoad(PeerProcess.ledger(folder, peers));
        peer = startPeer();
    }

    /** Ends the publishing of the peer. */
    void quiet() throws IOException {
        peer.join().quiet();
    }

    /** The bus that stays. */
    SaltBus bus() {
        return first.bus();
    }

    /** What the processes wrote down so far. */
    Tally tally() {
        return Tally.read(ledgers.stream().filter(Files::exists).toList());
    }

    /** Closes everything, letting it finish. */
    void close() throws IOException, InterruptedException {
        peer.join().close();
        await(Future.join(first.close(), second.close()));
        ledger.close();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
