/** The responder's side: what is answered, once. */
@NullMarked
package io.saltbus.rpc.internal.respond;

import org.jspecify.annotations.NullMarked;
