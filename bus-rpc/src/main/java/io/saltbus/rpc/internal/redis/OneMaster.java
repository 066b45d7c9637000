package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One server, one of several, or the one that sentinels name. */
final class OneMaster implements Nodes {
    private final Surroundings surroundings;
    private final CommandLine line;

    OneMaster(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.line = new CommandLine(surroundings, this::locate, this::again);
    }

    /** A master that became a replica, or still loads its data: another connection will tell. */
    private void again(Operation operation) {
        line.link().drop("it is no master any more, or still loads its data");
        line.submit(operation);
    }

    @Override
    public void submit(Operation operation) {
        line.submit(operation);
    }

    @Override
    public Future<Void> reach() {
        return line.link().reach();
    }

    @Override
    public Locator listening() {
        return this::locate;
    }

    private Future<List<Endpoint>> locate() {
        RedisAddress.Sentinel sentinel = surroundings.address().sentinel();
        if (sentinel == null) {
            return Future.succeededFuture(surroundings.address().hosts());
        }
        Request question =
                Request.cmd(Command.SENTINEL).arg("get-master-addr-by-name").arg(sentinel.master());
        return Connecting.ask(surroundings, surroundings.address().hosts(), question)
                .compose(answer -> master(sentinel.master(), answer.response()));
    }

    private Future<List<Endpoint>> master(String name, @Nullable Response answer) {
        if (answer == null || answer.size() < 2) {
            return Future.failedFuture(new ConnectionException.Refused(
                    "the sentinels at " + surroundings.address().text() + " watch no master \"" + name
                            + "\": correct master in the address",
                    null));
        }
        return Future.succeededFuture(List.of(new Endpoint(
                answer.get(0).toString(), Integer.parseInt(answer.get(1).toString()))));
    }

    @Override
    public List<String> troubles() {
        return line.link().isLive()
                ? List.of()
                : List.of(String.valueOf(line.link().trouble().getMessage()));
    }

    @Override
    public void tick(long nowNanos) {
        line.link().tick();
        line.expire(nowNanos);
    }

    @Override
    public List<Operation> close() {
        line.link().close();
        return line.takeAll();
    }
}
