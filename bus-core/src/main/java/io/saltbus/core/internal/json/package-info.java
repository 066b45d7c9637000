/** Payloads as bytes, trees and objects, all through the one mapper of {@link io.saltbus.core.internal.json.PayloadCodec}. */
@NullMarked
package io.saltbus.core.internal.json;

import org.jspecify.annotations.NullMarked;
