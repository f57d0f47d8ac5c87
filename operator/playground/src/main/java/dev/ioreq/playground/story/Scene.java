package dev.ioreq.playground.story;

/** One part of the story: something happens to the cluster, and what must follow is checked. */
interface Scene {
    String title();

    /** @throws Checks.StoryFailed at the first check that does not hold */
    void play(PlaygroundCluster cluster, Checks checks) throws Exception;
}
