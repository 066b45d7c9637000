package io.saltbus.testkit.tck;

/** A way in which a transport can be wrong, and a test of the contract that must notice. */
enum Fault {
    LOSES_A_DELIVERY("competingConsumersShareWithoutDuplicates"),
    DELIVERS_TWICE("everyQueueGetsACopyOfItsOwn"),
    FORGETS_REDELIVERIES("redeliveriesAreCounted"),
    IGNORES_PREFETCH("unsettledDeliveriesNeverExceedThePrefetch"),
    REORDERS("messagesArriveInTheOrderOfPublishing"),
    LETS_SETTLE_TWICE("settlingTwiceFailsAndChangesNothing"),
    LETS_SETTLE_LATE("lateSettlementFailsAndChangesNothing"),
    IGNORES_ACKS("ackedMessageIsGone"),
    IGNORES_EARLY_ACKS("whatWasAckedEarlyNeverComesBackByItself"),
    RETRIES_WITH_THE_OLD_ENVELOPE("retriedMessageComesBackToItsOwnQueueWithItsNewEnvelope"),
    RETRIES_AT_ONCE("retriedMessageDoesNotComeBackBeforeItsDelay"),
    RETRIES_EVERYWHERE("retriedMessageComesBackToItsOwnQueueWithItsNewEnvelope"),
    DROPS_DEAD_LETTERS("deadLetterIsConsumedFromTheDeadLetterQueueWithItsReport"),
    RELEASES_TO_THE_END("releasedMessageGoesBackToTheHeadOfItsQueue"),
    IGNORES_DELAYS("delayedMessageArrivesWhenItIsDueAndNotBefore"),
    IGNORES_EXPIRY("messageThatIsNotTakenInTimeBecomesADeadLetter"),
    IGNORES_PRIORITIES("higherPriorityLeavesFirstAndEqualsKeepTheirOrder"),
    KEEPS_EXCLUSIVE_QUEUES("exclusiveQueueGoesWithItsTransportAndItsDeadLettersStay"),
    IGNORES_PAUSE("pausedConsumerGetsNothingUntilItIsResumed"),
    IGNORES_PATTERNS("everyPatternGetsTheTopicsThatFitAndNoOthers"),
    SAYS_ROUTED_ALWAYS("confirmSaysWhetherAQueueTookTheMessage"),
    SENDS_REQUESTS_TO_SUBSCRIBERS("requestReachesTheRespondersOfItsTopicAndMajorVersionAndNoOthers"),
    HIDES_THAT_NOBODY_RESPONDS("requestWithoutRespondersIsConfirmedAndNotRouted"),
    KEEPS_REQUESTS_FOR_EVER("requestThatIsNotTakenInTimeIsGone"),
    TAKES_A_REDELIVERED_REQUEST_FOR_A_FIRST("requestOfAResponderThatIsGoneGoesToTheNextAsARedelivery"),
    LOSES_HEADERS("envelopeAndBodyArriveUnchanged"),
    DELIVERS_ON_ANOTHER_CONTEXT("deliveriesArriveOnTheContextOfTheConsumer"),
    LEAVES_FUTURES_HANGING("everyPublishFutureCompletesWhenTheTransportClosesUnderLoad"),
    NEVER_PUSHES_BACK("publishesThatFoundNoRoomInTimeFailAndNeverAppear");

    final String noticedBy;

    Fault(String noticedBy) {
        this.noticedBy = noticedBy;
    }
}
