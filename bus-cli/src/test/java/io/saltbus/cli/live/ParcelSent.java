package io.saltbus.cli.live;

import io.saltbus.core.event.Event;

@Event("parcel.sent")
public record ParcelSent(long parcelId, String street) {}
