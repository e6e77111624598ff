package io.baton.keepalived;

/// keepalived's keywords that Baton does not read, and what Baton does instead. An error where
/// running without it would change who is elected, how packets look, or whether what users reach is
/// there; a warning where something is missing that one can live without; a note where nothing is
/// missing.
final class UnsupportedKeywords {

  static final String TOP =
      """
      WARNING net_namespace: start Baton in that namespace, as with ip netns exec
      WARNING bfd_instance: no BFD session is run; a vrrp_script can watch the neighbour
      WARNING track_group: instances do not follow static objects; track their interface instead
      WARNING interface_up_down_delays: a change of a link counts at once
      NOTE instance use_pid_dir: names of files do not depend on it; use --state-dir
      NOTE net_namespace_ipvs: Baton does no load balancing
      NOTE child_wait_time: Baton has a limit of its own for its end
      NOTE linkbeat_interfaces linkbeat_use_polling: the kernel tells the state of every link
      """;

  static final String GLOBAL =
      """
      WARNING net_namespace: start Baton in that namespace, as with ip netns exec
      WARNING vrrp_delay_after_boot: only vrrp_startup_delay, counted from the start, is read
      WARNING vrrp_owner_ignore_adverts: an owner yields as the RFC says
      WARNING use_symlink_paths set_supplementary_groups: scripts are run as by default
      WARNING startup_script startup_script_timeout: let the system's service manager run it
      WARNING shutdown_script shutdown_script_timeout: let the system's service manager run it
      WARNING vrrp_priority vrrp_cpu_affinity: let the system's service manager set it
      WARNING snmp_socket enable_traps enable_snmp_vrrp enable_snmp_keepalived: use REST, metrics
      WARNING enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3: use REST and metrics
      WARNING enable_dbus dbus_service_name dbus_no_interface_name: use REST instead
      WARNING reload_time_file reload_repeat reload_file: Baton reloads on SIGHUP or over REST
      WARNING json_version state_dump_file stats_dump_file json_dump_file: use the status
      WARNING state_file_location stats_file_location json_file_location: use the status
      WARNING vmac_prefix vmac_addr_prefix: macvlans are named vrrp.ID; say use_vmac NAME
      WARNING include_check: say includer, includem or includea where a file must be there
      NOTE net_namespace_ipvs: Baton does no load balancing
      NOTE vrrp_iptables vrrp_ipsets: Baton sees to no_accept in its own way
      NOTE nftables nftables_priority nftables_ifindex nftables_counters: as vrrp_iptables
      NOTE dynamic_interfaces: an instance always waits for its interface in FAULT
      NOTE vrrp_skip_check_adv_addr: a differing address list never decides an election
      NOTE log_unknown_vrids: advertisements of unknown routers are counted
      NOTE lvs_notify_fifo lvs_notify_fifo_script: Baton does no load balancing
      NOTE smtp_alert_checker no_checker_emails: Baton does no load balancing
      NOTE process_name vrrp_process_name process_names: the process keeps its name
      NOTE checker_process_name lvs_process_name ipvs_process_name: there is no such process
      NOTE bfd_process_name: there is no such process
      NOTE vrrp_rlimit_rttime vrrp_rlimit_rtime: Baton sets no such limit
      NOTE max_auto_priority min_auto_priority_delay: say vrrp_rt_priority
      NOTE checker_priority checker_no_swap checker_rt_priority: there is no such process
      NOTE checker_cpu_affinity: there is no such process
      NOTE checker_rlimit_rttime checker_rlimit_rtime: there is no such process
      NOTE checker_log_all_failures: Baton does no load balancing
      NOTE bfd_priority bfd_no_swap bfd_rt_priority bfd_cpu_affinity: there is no such process
      NOTE bfd_rlimit_rttime bfd_rlimit_rtime: there is no such process
      NOTE vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force: Baton picks buffer sizes
      NOTE vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force: Baton picks them
      NOTE lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force: there is no such process
      NOTE lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force: no such process
      NOTE process_monitor_rcv_bufs process_monitor_rcv_bufs_force: Baton picks buffer sizes
      NOTE vrrp_rx_bufs_policy vrrp_rx_bufs_multiplier rx_bufs_counts: Baton picks buffer sizes
      NOTE enable_snmp_checker snmp_vrrp_sysuptime: there is no SNMP
      NOTE instance use_pid_dir: names of files do not depend on it; use --state-dir
      NOTE child_wait_time: Baton has a limit of its own for its end
      NOTE reload_check_config: Baton always checks a file before it uses it
      NOTE config_save_dir tmp_config_directory data_use_instance: no copies are kept
      NOTE umask random_seed iproute_usr_dir iproute_etc_dir disable_local_igmp: not needed
      NOTE lvs_flush lvs_flush_on_stop lvs_flush_onstop lvs_timeouts: Baton balances no load
      NOTE lvs_sync_daemon rs_init_notifies: Baton does no load balancing
      NOTE use_systemd_notify: Baton tells a service manager that there is
      """;

  static final String INSTANCE =
      """
      ERROR old_unicast_checksum: peers of versions before 1.3.6 would refuse the checksum
      ERROR track_bfd: no BFD session would be tracked; a vrrp_script can watch the neighbour
      ERROR use_ipvlan: addresses would be on the interface itself; use_vmac makes a macvlan
      ERROR vrf: the instance would be outside of it; name an interface of the VRF
      WARNING use_vmac_addr: addresses on other interfaces are set on these themselves
      WARNING owner_ignore_adverts: an owner yields as the RFC says
      NOTE no_virtual_ipaddress: an instance needs an address, which may be an excluded one
      NOTE native_ipv6: the first address or peer tells the family
      NOTE skip_check_adv_addr: a differing address list never decides an election
      NOTE timer_expired_backup thread_timer_expired: Baton yields after every long pause
      NOTE kernel_rx_buf_size: Baton picks buffer sizes
      NOTE debug: the log's level is set elsewhere
      NOTE lvs_sync_daemon_interface lvs_sync_daemon_inteface: Baton does no load balancing
      NOTE linkbeat_use_polling: the kernel tells the state of every link
      """;

  static final String GROUP =
      """
      ERROR track_bfd: no BFD session would be tracked; a vrrp_script can watch the neighbour
      """;

  private UnsupportedKeywords() {}
}
