/** How answers are written: in the bus's own form, and in that of Celery's results. */
@NullMarked
package io.saltbus.rpc.internal.wire;

import org.jspecify.annotations.NullMarked;
