/** Names of Modbus functions that `modbus_func` takes (README.modbus of 2.9). */
export const MODBUS_FUNCTIONS: readonly string[] = [
  "read_coils", "read_discrete_inputs", "read_holding_registers", "read_input_registers", "write_single_coil", "write_single_register", "read_exception_status", "diagnostics",
  "get_comm_event_counter", "get_comm_event_log", "write_multiple_coils", "write_multiple_registers", "report_slave_id", "read_file_record", "write_file_record", "mask_write_register",
  "read_write_multiple_registers", "read_fifo_queue", "encapsulated_interface_transport",
];

/** Names of DNP3 functions that `dnp3_func` takes (README.dnp3 of 2.9). */
export const DNP3_FUNCTIONS: readonly string[] = [
  "confirm", "read", "write", "select", "operate", "direct_operate", "direct_operate_nr", "immed_freeze", "immed_freeze_nr", "freeze_clear", "freeze_clear_nr", "freeze_at_time",
  "freeze_at_time_nr", "cold_restart", "warm_restart", "initialize_data", "initialize_appl", "start_appl", "stop_appl", "save_config", "enable_unsolicited", "disable_unsolicited",
  "assign_class", "delay_measure", "record_current_time", "open_file", "close_file", "delete_file", "get_file_info", "authenticate_file", "abort_file", "activate_config",
  "authenticate_req", "authenticate_err", "response", "unsolicited_response", "authenticate_resp",
];

/** Names of flags that `dnp3_ind` takes (README.dnp3 of 2.9). */
export const DNP3_FLAGS: readonly string[] = [
  "all_stations", "class_1_events", "class_2_events", "class_3_events", "need_time", "local_control", "device_trouble", "device_restart", "no_func_code_support", "object_unknown",
  "parameter_error", "event_buffer_overflow", "already_executing", "config_corrupt", "reserved_2", "reserved_1",
];

/** Keywords of the preprocessor for CIP and EtherNet/IP, and whether each takes a value. */
export const CIP_WORDS: readonly (readonly [name: string, value: "required" | "none"])[] = [
  ["cip_attribute", "required"], ["cip_class", "required"], ["cip_conn_path_class", "required"], ["cip_instance", "required"], ["cip_req", "none"], ["cip_rsp", "none"],
  ["cip_service", "required"], ["cip_status", "required"], ["enip_command", "required"], ["enip_req", "none"], ["enip_rsp", "none"],
];
