package io.saltbus.rabbitmq.campaign;

import io.saltbus.rabbitmq.Operator;
import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.PrivateBroker;
import java.time.Duration;
import java.util.Random;

/** Breaks things, and repairs what does not repair itself. */
final class Breaker {
    // a single node that is killed sooner than this may not read freshly declared queues again
    private static final Duration DECLARED_FOR = Duration.ofSeconds(6);

    private final BrokerService broker;
    private final FaultProxy proxy;
    private final Fleet fleet;
    private final Random random;
    private long lastDeclared = System.nanoTime();

    Breaker(BrokerService broker, FaultProxy proxy, Fleet fleet, Random random) {
        this.broker = broker;
        this.proxy = proxy;
        this.fleet = fleet;
        this.random = random;
    }

    /** Injects a fault, and returns when it is over: from then on everything has to come back by itself. */
    void inject(Fault fault) throws Exception {
        switch (fault) {
            case CUT -> proxy.cut();
            case STALL -> {
                proxy.stall();
                pass(1_000, 8_000);
                proxy.resume();
            }
            case HALF_CLOSE -> proxy.halfClose(Direction.TO_CLIENT);
            case HALF_OPEN -> proxy.drop(Direction.TO_CLIENT);
            case DELETE_QUEUE -> {
                new Operator(broker.url()).deleteQueue(Audience.queue("probe-" + Fleet.SECOND));
                lastDeclared = System.nanoTime();
            }
            case REPLACE_BUS -> fleet.replaceSecond();
            case KILL_PEER -> fleet.replacePeer();
            case CLOSE_CONNECTIONS -> mine().rabbitmqctl("close_all_connections", "campaign");
            case MEMORY_ALARM -> {
                mine().memoryAlarm(true);
                pass(1_000, 4_000);
                mine().memoryAlarm(false);
            }
            case FREEZE -> {
                mine().freeze();
                pass(1_000, 8_000);
                mine().thaw();
            }
            case RESTART_BROKER -> {
                mine().stop();
                mine().startAgain();
            }
            case KILL_BROKER -> {
                Time.pass(DECLARED_FOR.minusNanos(System.nanoTime() - lastDeclared));
                mine().kill();
                mine().startAgain();
            }
        }
    }

    private void pass(int fromMs, int toMs) throws InterruptedException {
        Time.pass(Duration.ofMillis(random.nextInt(fromMs, toMs)));
    }

    private PrivateBroker mine() {
        if (broker instanceof PrivateBroker mine) {
            return mine;
        }
        throw new IllegalStateException("this fault needs a broker that nobody else uses");
    }
}
