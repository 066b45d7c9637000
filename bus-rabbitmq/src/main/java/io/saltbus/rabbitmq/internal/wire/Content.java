package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a body says of itself that it is JSON in UTF-8. */
final class Content {
    private Content() {}

    /** Why it is not, or null where it is, or says nothing. */
    static @Nullable String refusal(AMQP.BasicProperties properties) {
        String type = properties.getContentType();
        if (type != null && !type.equals("application/json") && !isJson(type.toLowerCase(Locale.ROOT))) {
            return "its content type is not application/json";
        }
        String encoding = properties.getContentEncoding();
        if (encoding == null || encoding.isEmpty()) {
            return null;
        }
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "utf-8", "utf8", "us-ascii", "ascii", "binary", "identity" -> null;
            default -> "its content encoding is not utf-8";
        };
    }

    private static boolean isJson(String type) {
        int parameters = type.indexOf(';');
        String plain = (parameters < 0 ? type : type.substring(0, parameters)).trim();
        return plain.isEmpty() || plain.equals("application/json") || plain.endsWith("+json");
    }
}
