package io.baton.keepalived;

/// keepalived's keywords that Baton does not read: how bad that is, and what Baton does instead. An
/// error where running without it would change who is elected, how packets look, or whether what
/// users reach is there; a warning where it would not.
final class UnsupportedKeywords {

  static final String TOP =
      """
      ERROR vrrp_sync_group: each of its instances would change state alone
      ERROR vrrp_track_process: no process would be watched; a vrrp_script can do it
      ERROR vrrp_track_file track_file: no file would be watched; a vrrp_script can do it
      ERROR bfd_instance: no BFD session would be run or tracked
      ERROR static_ipaddress: its addresses would not be set; let the system set them
      ERROR static_routes: its routes would not be set; let the system set them
      ERROR static_rules: its rules would not be set; let the system set them
      ERROR track_group: its instances would not follow static objects
      ERROR interface_up_down_delays: a change of a link would count at once
      ERROR net_namespace: start Baton in that namespace instead
      WARNING instance use_pid_dir: names of files are not derived from it
      WARNING child_wait_time: Baton stops within its own time
      WARNING garp_group: announcements are sent without a gap between them
      WARNING linkbeat_interfaces linkbeat_use_polling: the kernel tells the state of links
      """;

  static final String GLOBAL =
      """
      ERROR vrrp_strict: instances would not keep strictly to the RFC
      ERROR vrrp_mcast_group4 vrrp_mcast_group6: the groups of the RFC would be used
      ERROR default_interface: name the interface in every instance
      ERROR vrrp_down_timer_adverts: three missed advertisements would mean down
      ERROR vrrp_owner_ignore_adverts: an owner would hear the advertisements of others
      ERROR vrrp_check_unicast_src: nothing of a packet's source would be checked because of it
      ERROR v3_checksum_as_v2: the checksum would be keepalived's usual one
      ERROR vrrp_startup_delay vrrp_delay_after_boot: instances would start at once
      ERROR net_namespace: start Baton in that namespace instead
      WARNING net_namespace_ipvs: Baton does no load balancing
      WARNING vrrp_iptables vrrp_ipsets: no firewall rules are set
      WARNING nftables nftables_priority nftables_ifindex nftables_counters: no such rules are set
      WARNING dynamic_interfaces: an instance always waits for its interface in FAULT
      WARNING vrrp_garp_master_delay vrrp_garp_master_repeat: announced as by default
      WARNING vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat: announced as by default
      WARNING vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat: announced as by default
      WARNING vrrp_garp_interval vrrp_gna_interval: announced without a gap in between
      WARNING vrrp_min_garp vrrp_garp_extra_if: announced as by default
      WARNING vrrp_lower_prio_no_advert: a lower priority is answered at once
      WARNING vrrp_higher_prio_send_advert: no more advertisement is sent before yielding
      WARNING vrrp_skip_check_adv_addr: a differing address list never decides an election
      WARNING log_unknown_vrids: unknown virtual router ids are not logged
      WARNING vrrp_notify_fifo vrrp_notify_fifo_script: no pipe is written; use notify
      WARNING notify_fifo notify_fifo_script: no pipe is written; use notify
      WARNING lvs_notify_fifo lvs_notify_fifo_script: Baton does no load balancing
      WARNING vrrp_notify_priority_changes: scripts are told about states only
      WARNING fifo_write_vrrp_states_on_reload: no pipe is written
      WARNING smtp_helo_name: the host's name is said
      WARNING smtp_alert smtp_alert_vrrp no_email_faults: every transition is mailed or none
      WARNING smtp_alert_checker no_checker_emails: Baton does no load balancing
      WARNING use_symlink_paths set_supplementary_groups: scripts are run as by default
      WARNING startup_script startup_script_timeout: that script is not run
      WARNING shutdown_script shutdown_script_timeout: that script is not run
      WARNING process_name vrrp_process_name process_names: processes keep their names
      WARNING checker_process_name lvs_process_name ipvs_process_name: no such process
      WARNING bfd_process_name: no such process
      WARNING vrrp_priority vrrp_no_swap vrrp_rt_priority vrrp_cpu_affinity: scheduled as by default
      WARNING vrrp_rlimit_rttime vrrp_rlimit_rtime: scheduled as by default
      WARNING max_auto_priority min_auto_priority_delay: scheduled as by default
      WARNING checker_priority checker_no_swap checker_rt_priority: no such process
      WARNING checker_cpu_affinity: no such process
      WARNING checker_rlimit_rttime checker_rlimit_rtime checker_log_all_failures: no such process
      WARNING bfd_priority bfd_no_swap bfd_rt_priority bfd_cpu_affinity: no such process
      WARNING bfd_rlimit_rttime bfd_rlimit_rtime: no such process
      WARNING vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force: Baton picks buffer sizes
      WARNING vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force: Baton picks them
      WARNING lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force: no such process
      WARNING lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force: no such process
      WARNING process_monitor_rcv_bufs process_monitor_rcv_bufs_force: Baton picks buffer sizes
      WARNING vrrp_rx_bufs_policy vrrp_rx_bufs_multiplier rx_bufs_counts: Baton picks buffer sizes
      WARNING snmp_socket enable_traps enable_snmp_vrrp enable_snmp_keepalived: there is no SNMP
      WARNING enable_snmp_checker enable_snmp_rfc enable_snmp_rfcv2: there is no SNMP
      WARNING enable_snmp_rfcv3: there is no SNMP
      WARNING snmp_vrrp_sysuptime: there is no SNMP
      WARNING enable_dbus dbus_service_name dbus_no_interface_name: there is no DBus
      WARNING instance use_pid_dir: names of files are not derived from it
      WARNING child_wait_time: Baton stops within its own time
      WARNING reload_check_config: Baton always checks a file before it uses it
      WARNING reload_time_file reload_repeat reload_file: Baton reloads on SIGHUP only
      WARNING config_save_dir tmp_config_directory data_use_instance: no copies are kept
      WARNING include_check: no files are included
      WARNING json_version state_dump_file stats_dump_file json_dump_file: use the status
      WARNING state_file_location stats_file_location json_file_location: use the status
      WARNING umask random_seed iproute_usr_dir iproute_etc_dir disable_local_igmp: left alone
      WARNING vmac_prefix vmac_addr_prefix: no macvlan interfaces are made
      WARNING lvs_flush lvs_flush_on_stop lvs_flush_onstop lvs_timeouts: not done
      WARNING lvs_sync_daemon rs_init_notifies use_systemd_notify: not done
      """;

  static final String INSTANCE =
      """
      ERROR virtual_ipaddress_excluded: its addresses would not be set
      ERROR no_virtual_ipaddress: an instance needs an address
      ERROR auth_hmac: messages would carry no signature
      ERROR mcast_src_ip: messages would come from the interface's first address
      ERROR mcast_dst_ip: messages would go to the group of the RFC
      ERROR track_src_ip: the source address would not be watched
      ERROR unicast_ttl: messages would leave with a hop limit of 255
      ERROR unicast_fault_no_peer: an instance without peers uses multicast
      ERROR check_unicast_src: nothing of a packet's source would be checked because of it
      ERROR old_unicast_checksum: the checksum would be today's
      ERROR v3_checksum_as_v2: the checksum would be keepalived's usual one
      ERROR native_ipv6: the first address tells the family
      ERROR strict_mode: the instance would not keep strictly to the RFC
      ERROR dont_track_primary: a broken interface would still mean FAULT
      ERROR track_interface: only the instance's own interface would be watched
      ERROR track_file: no file would be watched; a vrrp_script can do it
      ERROR track_process: no process would be watched; a vrrp_script can do it
      ERROR track_bfd: no BFD session would be tracked
      ERROR virtual_routes: its routes would not be set
      ERROR virtual_rules: its rules would not be set
      ERROR use_vmac use_vmac_addr: addresses would be on the interface itself, with its own MAC
      ERROR vmac_xmit_base: messages leave from the interface itself
      ERROR use_ipvlan: addresses would be on the interface itself
      ERROR vrf: the instance would be outside of it
      ERROR owner_ignore_adverts: an owner would hear the advertisements of others
      ERROR down_timer_adverts: three missed advertisements would mean down
      WARNING accept: packets to the addresses are always delivered
      WARNING no_accept: packets to the addresses are delivered nevertheless
      WARNING skip_check_adv_addr: a differing address list never decides an election
      WARNING promote_secondaries: the setting of the system stays as it is
      WARNING garp_master_delay garp_master_repeat: announced as by default
      WARNING garp_master_refresh garp_master_refresh_repeat: announced as by default
      WARNING garp_lower_prio_delay garp_lower_prio_repeat garp_extra_if: announced as by default
      WARNING lower_prio_no_advert: a lower priority is answered at once
      WARNING higher_prio_send_advert: no more advertisement is sent before yielding
      WARNING timer_expired_backup thread_timer_expired: Baton decides that by itself
      WARNING notify_deleted: a removed instance is told as FAULT
      WARNING notify_master_rx_lower_pri: no script is told about it
      WARNING notify_priority_changes: scripts are told about states only
      WARNING smtp_alert: every transition is mailed or none
      WARNING kernel_rx_buf_size: Baton picks buffer sizes
      WARNING debug: the log's level is set elsewhere
      WARNING lvs_sync_daemon_interface lvs_sync_daemon_inteface: Baton does no load balancing
      WARNING linkbeat_use_polling: the kernel tells the state of links
      """;

  private UnsupportedKeywords() {}
}
