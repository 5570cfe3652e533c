// Names that values can have, as Snort 3.12.2 knows them with its stock configuration.

/** Functions of Modbus. */
export const MODBUS_FUNCTIONS: readonly string[] = [
  "read_coils", "read_discrete_inputs", "read_holding_registers", "read_input_registers", "write_single_coil",
  "write_single_register", "read_exception_status", "diagnostics", "get_comm_event_counter", "get_comm_event_log",
  "write_multiple_coils", "write_multiple_registers", "report_slave_id", "read_file_record", "write_file_record",
  "mask_write_register", "read_write_multiple_registers", "read_fifo_queue", "encapsulated_interface_transport",
];

/** Functions of S7CommPlus. */
export const S7COMMPLUS_FUNCTIONS: readonly string[] = [
  "explore", "createobject", "deleteobject", "setvariable", "getlink", "setmultivar", "getmultivar",
  "beginsequence", "endsequence", "invoke", "getvarsubstr",
];

/** Opcodes of S7CommPlus. */
export const S7COMMPLUS_OPCODES: readonly string[] = [
  "request", "response", "notification", "response2",
];

/** Types of an APCI of IEC 104. */
export const IEC104_APCI_TYPES: readonly string[] = [
  "u", "U", "unnumbered_control_function", "s", "S", "numbered_supervisory_function", "i", "I",
  "information_transfer_format",
];

/** Functions of an ASDU of IEC 104. */
export const IEC104_ASDU_FUNCTIONS: readonly string[] = [
  "reserved", "M_SP_NA_1", "m_sp_na_1", "M_SP_TA_1", "m_sp_ta_1", "M_DP_NA_1", "m_dp_na_1", "M_DP_TA_1",
  "m_dp_ta_1", "M_ST_NA_1", "m_st_na_1", "M_ST_TA_1", "m_st_ta_1", "M_BO_NA_1", "m_bo_na_1", "M_BO_TA_1",
  "m_bo_ta_1", "M_ME_NA_1", "m_me_na_1", "M_ME_TA_1", "m_me_ta_1", "M_ME_NB_1", "m_me_nb_1", "M_ME_TB_1",
  "m_me_tb_1", "M_ME_NC_1", "m_me_nc_1", "M_ME_TC_1", "m_me_tc_1", "M_IT_NA_1", "m_it_na_1", "M_IT_TA_1",
  "m_it_ta_1", "M_EP_TA_1", "m_ep_ta_1", "M_EP_TB_1", "m_ep_tb_1", "M_EP_TC_1", "m_ep_tc_1", "M_PS_NA_1",
  "m_ps_na_1", "M_ME_ND_1", "m_me_nd_1", "M_SP_TB_1", "m_sp_tb_1", "M_DP_TB_1", "m_dp_tb_1", "M_ST_TB_1",
  "m_st_tb_1", "M_BO_TB_1", "m_bo_tb_1", "M_ME_TD_1", "m_me_td_1", "M_ME_TE_1", "m_me_te_1", "M_ME_TF_1",
  "m_me_tf_1", "M_IT_TB_1", "m_it_tb_1", "M_EP_TD_1", "m_ep_td_1", "M_EP_TE_1", "m_ep_te_1", "M_EP_TF_1",
  "m_ep_tf_1", "C_SC_NA_1", "c_sc_na_1", "C_DC_NA_1", "c_dc_na_1", "C_RC_NA_1", "c_rc_na_1", "C_SE_NA_1",
  "c_se_na_1", "C_SE_NB_1", "c_se_nb_1", "C_SE_NC_1", "c_se_nc_1", "C_BO_NA_1", "c_bo_na_1", "C_SC_TA_1",
  "c_sc_ta_1", "C_DC_TA_1", "c_dc_ta_1", "C_RC_TA_1", "c_rc_ta_1", "C_SE_TA_1", "c_se_ta_1", "C_SE_TB_1",
  "c_se_tb_1", "C_SE_TC_1", "c_se_tc_1", "C_BO_TA_1", "c_bo_ta_1", "M_EI_NA_1", "m_ei_na_1", "C_IC_NA_1",
  "c_ic_na_1", "C_CI_NA_1", "c_ci_na_1", "C_RD_NA_1", "c_rd_na_1", "C_CS_NA_1", "c_cs_na_1", "C_TS_NA_1",
  "c_ts_na_1", "C_RP_NA_1", "c_rp_na_1", "C_CD_NA_1", "c_cd_na_1", "C_TS_TA_1", "c_ts_ta_1", "P_ME_NA_1",
  "p_me_na_1", "P_ME_NB_1", "p_me_nb_1", "P_ME_NC_1", "p_me_nc_1", "P_AC_NA_1", "p_ac_na_1", "F_FR_NA_1",
  "f_fr_na_1", "F_SR_NA_1", "f_sr_na_1", "F_SC_NA_1", "f_sc_na_1", "F_LS_NA_1", "f_ls_na_1", "F_AF_NA_1",
  "f_af_na_1", "F_SG_NA_1", "f_sg_na_1", "F_DR_TA_1", "f_dr_ta_1", "F_SC_NB_1", "f_sc_nb_1",
];

/** Functions of MMS. */
export const MMS_FUNCTIONS: readonly string[] = [
  "status", "get_name_list", "identify", "rename", "read", "write", "get_variable_access_attributes",
  "define_named_variable", "define_scattered_access", "get_scattered_access_attributes", "delete_variable_access",
  "define_named_variable_list", "get_named_variable_list_attributes", "delete_named_variable_list",
  "define_named_type", "get_named_type_attributes", "delete_named_type", "input", "output", "take_control",
  "relinquish_control", "define_semaphore", "delete_semaphore", "report_semaphore_status",
  "report_pool_semaphore_status", "report_semaphore_entry_status", "initiate_download_sequence", "download_segment",
  "terminate_download_sequence", "initiate_upload_sequence", "upload_segment", "terminate_upload_sequence",
  "request_domain_download", "request_domain_upload", "load_domain_content", "store_domain_content",
  "delete_domain", "get_domain_attributes", "create_program_invocation", "delete_program_invocation", "start",
  "stop", "resume", "reset", "kill", "get_program_invocation_attributes", "obtain_file", "define_event_condition",
  "delete_event_condition", "get_event_condition_attributes", "report_event_condition_status",
  "alter_event_condition_monitoring", "trigger_event", "define_event_action", "delete_event_action",
  "get_event_action_attributes", "report_event_action_status", "define_event_enrollment", "delete_event_enrollment",
  "alter_event_enrollment", "report_event_enrollment_status", "get_event_enrollment_attributes",
  "acknowledge_event_notification", "get_alarm_summary", "get_alarm_enrollment_summary", "read_journal",
  "write_journal", "initialize_journal", "report_journal_status", "create_journal", "delete_journal",
  "get_capability_list", "file_open", "file_read", "file_close", "file_rename", "file_delete", "file_directory",
  "additional_service", "get_data_exchange_attributes", "exchange_data", "define_access_control_list",
  "get_access_control_list_attributes", "report_access_controlled_objects", "delete_access_control_list",
  "change_access_control", "reconfigure_program_invocation",
];

/** Functions of DNP3. */
export const DNP3_FUNCTIONS: readonly string[] = [
  "confirm", "read", "write", "select", "operate", "direct_operate", "direct_operate_nr", "immed_freeze",
  "immed_freeze_nr", "freeze_clear", "freeze_clear_nr", "freeze_at_time", "freeze_at_time_nr", "cold_restart",
  "warm_restart", "initialize_data", "initialize_appl", "start_appl", "stop_appl", "save_config",
  "enable_unsolicited", "disable_unsolicited", "assign_class", "delay_measure", "record_current_time", "open_file",
  "close_file", "delete_file", "get_file_info", "authenticate_file", "abort_file", "activate_config",
  "authenticate_req", "authenticate_err", "response", "unsolicited_response", "authenticate_resp",
];

/** Internal indications of DNP3. */
export const DNP3_INDICATIONS: readonly string[] = [
  "all_stations", "class_1_events", "class_2_events", "class_3_events", "need_time", "local_control",
  "device_trouble", "device_restart", "no_func_code_support", "object_unknown", "parameter_error",
  "event_buffer_overflow", "already_executing", "config_corrupt", "reserved_2", "reserved_1",
];

/** Types of OPC UA messages. */
export const OPCUA_MESSAGE_TYPES: readonly string[] = [
  "hel", "HEL", "hello", "ack", "ACK", "acknowledge", "err", "ERR", "error", "rhe", "RHE", "reverse_hello", "opn",
  "OPN", "open_secure_channel", "msg", "MSG", "message", "clo", "CLO", "close_secure_channel",
];

/** Services of OPC UA. */
export const OPCUA_SERVICES: readonly string[] = [
  "ServiceFault", "FindServersRequest", "FindServersResponse", "GetEndpointsRequest", "GetEndpointsResponse",
  "RegisterServerRequest", "RegisterServerResponse", "OpenSecureChannelRequest", "OpenSecureChannelResponse",
  "CloseSecureChannelRequest", "CloseSecureChannelResponse", "CreateSessionRequest", "CreateSessionResponse",
  "ActivateSessionRequest", "ActivateSessionResponse", "CloseSessionRequest", "CloseSessionResponse",
  "CancelRequest", "CancelResponse", "AddNodesRequest", "AddNodesResponse", "AddReferencesRequest",
  "AddReferencesResponse", "DeleteNodesRequest", "DeleteNodesResponse", "DeleteReferencesRequest",
  "DeleteReferencesResponse", "BrowseRequest", "BrowseResponse", "BrowseNextRequest", "BrowseNextResponse",
  "TranslateBrowsePathsToNodeIdsRequest", "TranslateBrowsePathsToNodeIdsResponse", "RegisterNodesRequest",
  "RegisterNodesResponse", "UnregisterNodesRequest", "UnregisterNodesResponse", "QueryFirstRequest",
  "QueryFirstResponse", "QueryNextRequest", "QueryNextResponse", "ReadRequest", "ReadResponse",
  "HistoryReadRequest", "HistoryReadResponse", "WriteRequest", "WriteResponse", "HistoryUpdateRequest",
  "HistoryUpdateResponse", "CallMethodRequest", "CallRequest", "CallResponse", "MonitoredItemCreateRequest",
  "CreateMonitoredItemsRequest", "CreateMonitoredItemsResponse", "MonitoredItemModifyRequest",
  "ModifyMonitoredItemsRequest", "ModifyMonitoredItemsResponse", "SetMonitoringModeRequest",
  "SetMonitoringModeResponse", "SetTriggeringRequest", "SetTriggeringResponse", "DeleteMonitoredItemsRequest",
  "DeleteMonitoredItemsResponse", "CreateSubscriptionRequest", "CreateSubscriptionResponse",
  "ModifySubscriptionRequest", "ModifySubscriptionResponse", "SetPublishingModeRequest",
  "SetPublishingModeResponse", "PublishRequest", "PublishResponse", "RepublishRequest", "RepublishResponse",
  "TransferSubscriptionsRequest", "TransferSubscriptionsResponse", "DeleteSubscriptionsRequest",
  "DeleteSubscriptionsResponse", "FindServersOnNetworkRequest", "FindServersOnNetworkResponse",
  "RegisterServer2Request", "RegisterServer2Response", "SessionlessInvokeRequestType",
  "SessionlessInvokeResponseType",
];
