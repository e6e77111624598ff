package io.baton.config;

import io.baton.vrrp.AddressFamily;
import io.baton.vrrp.VirtualAddress;
import io.baton.vrrp.VirtualRoute;
import io.baton.vrrp.VirtualRule;
import io.baton.vrrp.VrrpVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A virtual router (`vrrp_instance`).
///
/// @param interfaceName where it advertises, and where its addresses go unless they say otherwise
/// @param priority the base priority; 255 for the owner of the addresses
/// @param advertInterval whole seconds up to 255 in version 2, hundredths up to 40.95 s in version
///   3
/// @param preempt whether it takes over from an Active router of lower priority
/// @param preemptDelay how long that router is tolerated first
/// @param password the simple text password of version 2; null for none
/// @param unicast null for multicast
/// @param addresses advertised and held while Active, all of one family
/// @param virtualMac null for the interface's own MAC address
/// @param hmac null for no HMAC authentication
/// @param excludedAddresses held while Active and not advertised, of either family
/// @param routes, rules set while Active
/// @param promoteSecondaries whether the kernel keeps the other addresses of an interface when its
///   first one goes
/// @param accept whether this host itself may be reached at the virtual addresses (`no_accept` is
///   no); an owner always is
public record InstanceConfig(
    @NotBlank String name,
    @NotBlank @Size(max = 15) String interfaceName,
    @Min(1) @Max(255) int virtualRouterId,
    VrrpVersion version,
    @Min(1) @Max(255) int priority,
    Duration advertInterval,
    boolean preempt,
    Duration preemptDelay,
    @Nullable Secret password,
    @Valid @Nullable UnicastConfig unicast,
    @Size(max = 255) List<VirtualAddress> addresses,
    @Size(max = 1024) List<@Valid TrackedScript> trackScripts,
    @Valid NotifyConfig notifyScripts,
    @Valid ElectionConfig election,
    @Valid TransportConfig transport,
    @Valid AnnounceConfig announce,
    @Valid TrackingConfig tracking,
    @Valid @Nullable VirtualMacConfig virtualMac,
    @Valid @Nullable HmacConfig hmac,
    @Size(max = 4096) List<VirtualAddress> excludedAddresses,
    @Size(max = 4096) List<VirtualRoute> routes,
    @Size(max = 4096) List<VirtualRule> rules,
    boolean promoteSecondaries,
    boolean accept) {

  public InstanceConfig {
    addresses = List.copyOf(addresses);
    trackScripts = List.copyOf(trackScripts);
    excludedAddresses = List.copyOf(excludedAddresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  /// The family of the first address; IPv4 when there is none.
  public AddressFamily family() {
    return addresses.isEmpty() ? AddressFamily.IPV4 : addresses.getFirst().family();
  }

  /// The same with another virtual MAC address.
  InstanceConfig with(@Nullable VirtualMacConfig value) {
    return new InstanceConfig(
        name,
        interfaceName,
        virtualRouterId,
        version,
        priority,
        advertInterval,
        preempt,
        preemptDelay,
        password,
        unicast,
        addresses,
        trackScripts,
        notifyScripts,
        election,
        transport,
        announce,
        tracking,
        value,
        hmac,
        excludedAddresses,
        routes,
        rules,
        promoteSecondaries,
        accept);
  }

  /// The name of the macvlan with its virtual MAC address; null without one.
  public @Nullable String macvlan() {
    if (virtualMac == null || virtualMac.interfaceName() != null) {
      return virtualMac == null ? null : virtualMac.interfaceName();
    }
    return switch (family()) {
      case IPV4 -> "vrrp." + virtualRouterId;
      case IPV6 -> "vrrp6." + virtualRouterId;
    };
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /// Fills in the defaults: version 2, priority 100, an advertisement a second, preemption.
  public static final class Builder {
    private final String name;
    private String interfaceName = "";
    private int virtualRouterId;
    private VrrpVersion version = VrrpVersion.V2;
    private int priority = 100;
    private Duration advertInterval = Duration.ofSeconds(1);
    private boolean preempt = true;
    private Duration preemptDelay = Duration.ZERO;
    private @Nullable Secret password;
    private @Nullable UnicastConfig unicast;
    private List<VirtualAddress> addresses = List.of();
    private List<TrackedScript> trackScripts = List.of();
    private NotifyConfig notifyScripts = NotifyConfig.NONE;
    private ElectionConfig election = ElectionConfig.DEFAULT;
    private TransportConfig transport = TransportConfig.DEFAULT;
    private AnnounceConfig announce = AnnounceConfig.DEFAULT;
    private TrackingConfig tracking = TrackingConfig.DEFAULT;
    private @Nullable VirtualMacConfig virtualMac;
    private @Nullable HmacConfig hmac;
    private List<VirtualAddress> excludedAddresses = List.of();
    private List<VirtualRoute> routes = List.of();
    private List<VirtualRule> rules = List.of();
    private boolean promoteSecondaries;
    private boolean accept = true;

    private Builder(String name) {
      this.name = name;
    }

    public Builder interfaceName(String value) {
      interfaceName = value;
      return this;
    }

    public Builder virtualRouterId(int value) {
      virtualRouterId = value;
      return this;
    }

    public Builder version(VrrpVersion value) {
      version = value;
      return this;
    }

    public Builder priority(int value) {
      priority = value;
      return this;
    }

    public Builder advertInterval(Duration value) {
      advertInterval = value;
      return this;
    }

    public Builder preempt(boolean value) {
      preempt = value;
      return this;
    }

    public Builder preemptDelay(Duration value) {
      preemptDelay = value;
      return this;
    }

    public Builder password(@Nullable Secret value) {
      password = value;
      return this;
    }

    public Builder unicast(@Nullable UnicastConfig value) {
      unicast = value;
      return this;
    }

    public Builder addresses(List<VirtualAddress> value) {
      addresses = value;
      return this;
    }

    public Builder trackScripts(List<TrackedScript> value) {
      trackScripts = value;
      return this;
    }

    public Builder notifyScripts(NotifyConfig value) {
      notifyScripts = value;
      return this;
    }

    public Builder election(ElectionConfig value) {
      election = value;
      return this;
    }

    public Builder transport(TransportConfig value) {
      transport = value;
      return this;
    }

    public Builder announce(AnnounceConfig value) {
      announce = value;
      return this;
    }

    public Builder tracking(TrackingConfig value) {
      tracking = value;
      return this;
    }

    public Builder virtualMac(@Nullable VirtualMacConfig value) {
      virtualMac = value;
      return this;
    }

    public Builder hmac(@Nullable HmacConfig value) {
      hmac = value;
      return this;
    }

    public Builder excludedAddresses(List<VirtualAddress> value) {
      excludedAddresses = value;
      return this;
    }

    public Builder routes(List<VirtualRoute> value) {
      routes = value;
      return this;
    }

    public Builder rules(List<VirtualRule> value) {
      rules = value;
      return this;
    }

    public Builder promoteSecondaries(boolean value) {
      promoteSecondaries = value;
      return this;
    }

    public Builder accept(boolean value) {
      accept = value;
      return this;
    }

    public InstanceConfig build() {
      return new InstanceConfig(
          name,
          interfaceName,
          virtualRouterId,
          version,
          priority,
          advertInterval,
          preempt,
          preemptDelay,
          password,
          unicast,
          addresses,
          trackScripts,
          notifyScripts,
          election,
          transport,
          announce,
          tracking,
          virtualMac,
          hmac,
          excludedAddresses,
          routes,
          rules,
          promoteSecondaries,
          accept);
    }
  }
}
