package io.saltbus.rabbitmq.campaign;

import java.util.List;
import java.util.Map;

/** Who must see which event. Written down by hand, so that a subscription that the bus forgot is noticed. */
final class Audience {
    static final String SERVICE = "campaign";
    static final List<String> SUBSCRIPTIONS = List.of("typed", "flaky", "view", "late", "urgent");

    private static final Map<String, List<String>> BY_TOPIC = Map.of(
            "campaign.load", List.of("typed", "flaky", "view"), "campaign.late", List.of("view", "late", "urgent"));

    private Audience() {}

    static List<String> of(String topic) {
        List<String> audience = BY_TOPIC.get(topic);
        if (audience == null) {
            throw new IllegalArgumentException("nobody is written down for the topic " + topic);
        }
        return audience;
    }

    static String queue(String subscription) {
        return SERVICE + "." + subscription;
    }
}
