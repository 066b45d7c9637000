package io.saltbus.core.internal.schema.pydantic;

final class MoreModels {
    private MoreModels() {}
}
