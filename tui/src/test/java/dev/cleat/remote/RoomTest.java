package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void all_hosts_together_take_no_more_than_there_is_and_what_is_given_back_is_there_again() {
        Room room = new Room();
        assertThat(room.take(Room.MOST - 10)).isTrue();
        assertThat(room.take(11)).isFalse();
        assertThat(room.take(10)).isTrue();
        assertThat(room.take(-5)).isTrue();
        assertThat(room.take(6)).isFalse();
        assertThat(room.take(5)).isTrue();
    }
}
