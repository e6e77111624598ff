package io.baton.linux;

import java.util.List;

/// Requests about many things, handed to the kernel a hundred at a time, so that a call never holds
/// the event loop for longer than about a millisecond. Only the last of each hundred is
/// acknowledged, but every failure is told.
final class NetlinkBatch {

  /// How many messages go to the kernel at once.
  private static final int MOST_IN_BATCH = 100;

  private static final int NO_ANSWER = 5;

  private NetlinkBatch() {}

  /// Writes the message about one thing.
  ///
  /// @param <T> the thing
  interface Writer<T> {
    /// @param ack flags to add to the message's own
    void write(NetlinkRequest request, T item, int ack, int sequence);
  }

  /// Takes what became of each thing, in order.
  ///
  /// @param <T> the thing
  interface Outcome<T> {
    /// @param errno 0 for done
    void accept(T item, int errno);
  }

  static <T> void send(NetlinkSocket netlink, List<T> items, Writer<T> writer, Outcome<T> outcome) {
    for (int from = 0; from < items.size(); from += MOST_IN_BATCH) {
      var batch = items.subList(from, Math.min(from + MOST_IN_BATCH, items.size()));
      int[] errors = request(netlink, batch, writer);
      for (int i = 0; i < errors.length; i++) {
        outcome.accept(batch.get(i), errors[i]);
      }
    }
  }

  private static <T> int[] request(NetlinkSocket netlink, List<T> batch, Writer<T> writer) {
    var request = new NetlinkRequest();
    var errors = new int[batch.size()];
    int first = 0;
    for (int i = 0; i < errors.length; i++) {
      int sequence = netlink.nextSequence();
      first = i == 0 ? sequence : first;
      boolean last = i == errors.length - 1;
      writer.write(request, batch.get(i), last ? NetlinkRequest.NLM_F_ACK : 0, sequence);
    }
    netlink.send(request);
    errors[errors.length - 1] = NO_ANSWER;
    readAnswers(netlink, first, errors);
    return errors;
  }

  private static void readAnswers(NetlinkSocket netlink, int first, int[] errors) {
    for (var messages = netlink.poll(); !messages.isEmpty(); messages = netlink.poll()) {
      for (var message : messages) {
        int index = message.sequence() - first;
        if (message.type() == NetlinkMessage.NLMSG_ERROR && index >= 0 && index < errors.length) {
          errors[index] = message.errno();
        }
      }
    }
  }
}
