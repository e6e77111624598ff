package io.baton.interop;

/// A `vrrp_instance` in keepalived's language, the same for both daemons.
///
/// @param interval between advertisements, in seconds
/// @param address the virtual address
/// @param more further lines
public record InstanceText(
    String name,
    String device,
    int version,
    int vrid,
    double interval,
    String address,
    String more) {

  /// The instance that most tests need, on `eth0`.
  public static InstanceText of(int version, double interval, String address) {
    return new InstanceText("VI_1", "eth0", version, 51, interval, address, "");
  }

  public InstanceText with(String lines) {
    return new InstanceText(name, device, version, vrid, interval, address, more + lines + "\n");
  }

  public InstanceText named(String newName, String newDevice, int newVrid) {
    return new InstanceText(newName, newDevice, version, newVrid, interval, address, more);
  }

  public String at(int priority) {
    return """
    vrrp_instance %s {
      state BACKUP
      interface %s
      version %d
      virtual_router_id %d
      priority %d
      advert_int %s
      %s
      virtual_ipaddress {
        %s/24
      }
    }
    """
        .formatted(name, device, version, vrid, priority, interval, more, address);
  }

  public double skew(int priority) {
    return (256 - priority) / 256.0 * (version == 2 ? 1 : interval);
  }

  /// For how long a backup of that priority waits for an advertisement.
  public double down(int priority) {
    return 3 * interval + skew(priority);
  }
}
