/** Where services come from, {@link io.saltbus.testkit.service.internal.ServiceSources}, and how private ones are run. */
@NullMarked
package io.saltbus.testkit.service.internal;

import org.jspecify.annotations.NullMarked;
