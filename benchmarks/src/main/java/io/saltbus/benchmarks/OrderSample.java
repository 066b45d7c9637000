package io.saltbus.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An order of 12 fields and about 1 KB, and its schema. */
final class OrderSample {
    private OrderSample() {}

    static ObjectNode schema() {
        return ValidateBenchmark.read("""
                {
                  "type": "object",
                  "required": ["order_id", "user_id", "email", "created_at", "status", "total", "currency", "items"],
                  "properties": {
                    "order_id": {"type": "string", "format": "uuid"},
                    "user_id": {"type": "integer", "minimum": 1},
                    "email": {"type": "string", "format": "email", "maxLength": 254},
                    "created_at": {"type": "string", "format": "date-time"},
                    "status": {"type": "string", "enum": ["new", "paid", "shipped", "cancelled"]},
                    "total": {"type": "number", "minimum": 0},
                    "currency": {"type": "string", "minLength": 3, "maxLength": 3},
                    "items": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Item"}},
                    "tags": {"type": "array", "items": {"type": "string", "maxLength": 40}, "uniqueItems": true},
                    "gift": {"type": "boolean"},
                    "coupon": {"type": ["string", "null"], "default": null},
                    "note": {"type": "string", "maxLength": 2000}
                  },
                  "$defs": {
                    "Item": {
                      "type": "object",
                      "required": ["sku", "qty", "price"],
                      "properties": {
                        "sku": {"type": "string", "minLength": 1, "maxLength": 64},
                        "qty": {"type": "integer", "minimum": 1, "maximum": 1000},
                        "price": {"type": "number", "minimum": 0}
                      }
                    }
                  }
                }
                """);
    }

    static ObjectNode payload() {
        ObjectNode payload = ValidateBenchmark.read("""
                {
                  "order_id": "0192f0c4-7a3b-7c1e-9d4f-5b6a7c8d9e0f",
                  "user_id": 4711,
                  "email": "ada.lovelace@example.com",
                  "created_at": "2026-11-21T10:15:30.123456Z",
                  "status": "paid",
                  "total": 129.95,
                  "currency": "EUR",
                  "items": [
                    {"sku": "SALT-COARSE-1KG", "qty": 3, "price": 4.95},
                    {"sku": "PEPPER-MILL-OAK", "qty": 1, "price": 59.0},
                    {"sku": "CELERY-SEED-250G", "qty": 2, "price": 28.05}
                  ],
                  "tags": ["kitchen", "returning-customer", "newsletter"],
                  "gift": true,
                  "coupon": null
                }
                """);
        return payload.put("note", "Please ring twice and leave it with the neighbour. ".repeat(10));
    }
}
