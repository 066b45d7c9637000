package io.saltbus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedUrlTest {
    @ParameterizedTest
    @CsvSource({
        "amqp://user:pw@host:5672/v,       amqp://user:***@host:5672/v",
        "redis://:pw@host,                 redis://:***@host",
        "amqp://user@host:5672,            amqp://user@host:5672",
        "amqp://host:5672/v,               amqp://host:5672/v",
        "memory:,                          memory:",
        "user:pw@host,                     user:***@host",
        "user:a://b@host,                  user:***@host",
        "amqp:user:pw@host,                amqp:***@host",
        "jdbc://h/d?user=u&Password=pw&x=1, jdbc://h/d?user=u&Password=***&x=1",
        "https://h/p?api_key=pw#top,       https://h/p?api_key=***#top",
    })
    void showsEverythingButSecrets(String url, String shown) {
        assertThat(MaskedUrl.of(url)).isEqualTo(shown);
    }

    @Property
    void noPasswordIsEverShown(
            @ForAll @CharRange(from = '!', to = '~') @Chars(' ') @StringLength(min = 1, max = 20) String password) {
        assertThat(MaskedUrl.of("amqp://user:" + password + "@host/vhost")).isEqualTo("amqp://user:***@host/vhost");
    }
}
