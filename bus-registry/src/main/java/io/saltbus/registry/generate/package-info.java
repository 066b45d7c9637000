/**
 * Source text and documents made from stored schemas: {@link io.saltbus.registry.generate.JavaSource},
 * {@link io.saltbus.registry.generate.PydanticSource}, {@link io.saltbus.registry.generate.TypeScriptSource},
 * {@link io.saltbus.registry.generate.AsyncApi}; and whole folders of them, {@link io.saltbus.registry.generate.CelerySaltImport}.
 */
@NullMarked
package io.saltbus.registry.generate;

import org.jspecify.annotations.NullMarked;
