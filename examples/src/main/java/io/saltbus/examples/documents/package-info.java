/** A list of documents, asked for by one service and answered by another. {@code DocumentsExample} runs both. */
@NullMarked
package io.saltbus.examples.documents;

import org.jspecify.annotations.NullMarked;
