package io.baton.vrrp;

/// What a step orders, carried out strictly in list order.
public sealed interface RouterAction {

  /// Sends one advertisement.
  ///
  /// @param priority the router's own, or 0 to resign
  record SendAdvertisement(Priority priority) implements RouterAction {}

  record InstallAddresses() implements RouterAction {}

  record RemoveAddresses() implements RouterAction {}

  /// Gratuitous ARP or unsolicited neighbor advertisements.
  ///
  /// @param rounds how often each address is announced
  record AnnounceAddresses(int rounds) implements RouterAction {}

  /// One announcement on each interface whose MAC address no advertisement shows to the switches.
  record AnnounceElsewhere() implements RouterAction {}

  record Report(Transition transition) implements RouterAction {}
}
