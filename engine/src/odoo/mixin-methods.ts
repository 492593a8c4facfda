// Abstract models of Odoo that models of others inherit, and the methods that they bring.
// Source: the classes of these models in all addons of 17.0 and 19.0.

/** Names of Odoo's mixins whose methods are all known. */
export const MIXINS: ReadonlySet<string> = new Set(
  (
    'analytic.mixin avatar.mixin bus.listener.mixin format.address.mixin hr.mixin image.mixin ' +
    'mail.activity.mixin mail.alias.mixin mail.alias.mixin.optional mail.composer.mixin mail.render.mixin ' +
    'mail.thread mail.thread.blacklist mail.thread.cc mail.thread.main.attachment mail.thread.phone ' +
    'mail.tracking.duration.mixin portal.mixin pos.load.mixin product.catalog.mixin rating.mixin ' +
    'rating.parent.mixin resource.mixin sequence.mixin utm.mixin utm.source.mixin ' +
    'website.cover_properties.mixin website.multi.mixin website.published.mixin website.published.multi.mixin ' +
    'website.searchable.mixin website.seo.metadata'
  ).split(' '),
);

/** Names of their methods. */
export const MIXIN_METHODS: ReadonlySet<string> = new Set(
  (
    '_activity_schedule_with_view _adjust_to_calendar _alias_filter_fields _alias_get_alias_domain_id ' +
    '_alias_get_creation_values _allow_publish_rating_stats _apply_analytic_distribution_domain ' +
    '_assert_phone_field _assert_primary_email _avatar_generate_svg _avatar_get_placeholder ' +
    '_avatar_get_placeholder_path _build_expression _bus_channel _bus_send _bus_send_transient_message ' +
    '_check_access_right_dynamic_template _check_can_update_message_content _classify_per_lang ' +
    '_clean_empty_message _compute_access_url _compute_access_warning _compute_activity_calendar_event_id ' +
    '_compute_activity_date_deadline _compute_activity_exception_type _compute_activity_state ' +
    '_compute_activity_user_id _compute_alias_email _compute_analytic_distribution _compute_avatar ' +
    '_compute_avatar_1024 _compute_avatar_128 _compute_avatar_1920 _compute_avatar_256 _compute_avatar_512 ' +
    '_compute_blacklisted _compute_body _compute_body_has_template_value _compute_can_edit_body ' +
    '_compute_can_publish _compute_distribution_analytic_account_ids _compute_duration_tracking ' +
    '_compute_email_normalized _compute_has_message _compute_is_blacklisted _compute_is_mail_template_editor ' +
    '_compute_is_seo_optimized _compute_lang _compute_message_attachment_count _compute_message_has_error ' +
    '_compute_message_has_sms_error _compute_message_is_follower _compute_message_needaction ' +
    '_compute_message_partner_ids _compute_my_activity_date_deadline _compute_phone_sanitized ' +
    '_compute_rating_avg_text _compute_rating_last_value _compute_rating_percentage_satisfaction ' +
    '_compute_rating_satisfaction _compute_rating_stats _compute_render_model _compute_rotting ' +
    '_compute_split_sequence _compute_subject _compute_website_absolute_url _compute_website_published ' +
    '_compute_website_url _constrains_date_sequence _create_attachments_for_post _create_section ' +
    '_creation_message _creation_subtype _deduce_sequence_number_reset _default_activity_type ' +
    '_default_cover_properties _default_is_published _default_order_line_values _default_website_meta ' +
    '_detect_is_bounce _detect_loop_headers _detect_loop_sender _detect_loop_sender_domain ' +
    '_detect_write_to_catchall _encode_link _extract_fields_from_address _extract_model_and_id ' +
    '_extract_partner_ids_for_notifications _fallback_lang _find_or_create_record _generate_tracking_message ' +
    '_get_action_add_from_catalog_extra_context _get_action_link_params _get_allowed_access_params ' +
    '_get_allowed_message_params _get_analytic_account_ids _get_analytic_account_ids_from_distributions ' +
    '_get_avatar_128_access_token _get_background _get_bounced_message_data _get_calendar _get_calendars ' +
    '_get_can_publish_error_message _get_count_id _get_customer_information ' +
    '_get_default_create_section_values _get_duration_from_tracking _get_last_sequence ' +
    '_get_last_sequence_domain _get_leave_days_data_batch _get_mail_message_access _get_mail_thread_data ' +
    '_get_mail_thread_data_attachments _get_message_create_ignore_field_names ' +
    '_get_message_create_valid_field_names _get_model_description _get_new_line_sequence ' +
    '_get_next_sequence_format _get_notify_valid_parameters _get_parent_field_on_child_model ' +
    '_get_parent_message _get_product_catalog_domain _get_product_catalog_order_data ' +
    '_get_product_catalog_order_line_info _get_product_catalog_record_lines _get_rotting_depends_fields ' +
    '_get_rotting_domain _get_sections _get_sequence_cache _get_sequence_date_range ' +
    '_get_sequence_format_param _get_share_url _get_source_from_ref _get_starting_sequence ' +
    '_get_store_message_update_extra_fields _get_thread_with_access _get_unique_names ' +
    '_get_work_days_data_batch _has_unsafe_expression _has_unsafe_expression_template_inline_template ' +
    '_has_unsafe_expression_template_qweb _init_column_alias_id _inverse_message_partner_ids ' +
    '_inverse_website_published _is_display_stock_in_catalog _is_dynamic _is_dynamic_template_inline_template ' +
    '_is_dynamic_template_qweb _is_end_of_seq_chain _is_last_from_seq_chain ' +
    '_is_line_valid_for_section_line_count _is_notification_scheduled _is_readonly ' +
    '_is_rotting_feature_enabled _is_thread_message _list_work_time_per_day _load_pos_data_domain ' +
    '_load_pos_data_fields _load_pos_data_read _load_pos_data_search_read _load_pos_self_data_domain ' +
    '_load_pos_self_data_fields _load_pos_self_data_read _load_pos_self_data_search_read _locked_increment ' +
    '_mail_cc_sanitized_raw_dict _mail_find_partner_from_emails _mail_find_user_for_gateway ' +
    '_mail_search_on_partner _mail_search_on_user _make_regex_non_capturing _merge_distribution ' +
    '_message_add_suggested_recipient _message_auto_subscribe _message_auto_subscribe_followers ' +
    '_message_auto_subscribe_notify _message_compute_author _message_compute_parent_id ' +
    '_message_compute_real_author _message_compute_subject _message_create _message_followers_to_store ' +
    '_message_log _message_log_batch _message_log_with_view _message_mail_after_hook ' +
    '_message_parse_extract_bounce _message_parse_extract_from_parent _message_parse_extract_payload ' +
    '_message_parse_extract_payload_postprocess _message_parse_post_process _message_partner_info_from_emails ' +
    '_message_post_after_hook _message_receive_bounce _message_reset_bounce _message_route_process ' +
    '_message_set_main_attachment_id _message_sms _message_sms_schedule_mass _message_sms_with_template ' +
    '_message_subscribe _message_track _message_track_post_template _message_update_content ' +
    '_modifiying_distribution_values _must_check_constrains_date_sequence ' +
    '_notify_by_email_get_base_mail_values _notify_by_email_get_base_notification_values ' +
    '_notify_by_email_get_final_mail_values _notify_by_email_prepare_rendering_context ' +
    '_notify_by_email_render_layout _notify_by_web_push_prepare_payload _notify_cancel_by_type_generic ' +
    '_notify_cancel_snail _notify_get_action_link _notify_get_classified_recipients_iterator ' +
    '_notify_get_recipients _notify_get_recipients_classify _notify_get_recipients_for_extra_notifications ' +
    '_notify_get_recipients_groups _notify_get_recipients_groups_fillup _notify_thread ' +
    '_notify_thread_by_email _notify_thread_by_inbox _notify_thread_by_sms _notify_thread_by_web_push ' +
    '_notify_thread_with_out_of_office _notify_thread_with_out_of_office_get_additional_users ' +
    '_partner_find_from_emails _partner_find_from_emails_single _phone_get_sanitize_triggers ' +
    '_phone_reset_blacklisted _phone_set_blacklisted _portal_ensure_token _portal_get_parent_hash_token ' +
    '_prepare_resource_values _prepend_preview _process_attachments_for_post ' +
    '_process_attachments_for_template_post _process_scheduled_date _query_analytic_accounts ' +
    '_raise_for_invalid_parameters _rating_apply_get_default_subtype_id _rating_domain ' +
    '_rating_get_access_token _rating_get_operator _rating_get_parent_field_name _rating_get_partner ' +
    '_rating_get_repartition _rating_get_stats_per_record _render_encapsulate _render_eval_context ' +
    '_render_field _render_lang _render_template _render_template_get_valid_options ' +
    '_render_template_inline_template _render_template_inline_template_regex _render_template_postprocess ' +
    '_render_template_qweb _render_template_qweb_regex _render_template_qweb_view _replace_local_links ' +
    '_require_new_alias _resequence_sections _routing_check_route _routing_create_bounce_email ' +
    '_routing_handle_bounce _routing_reset_bounce _routing_warn _sanitize_values ' +
    '_search_activity_date_deadline _search_activity_exception_decoration _search_activity_state ' +
    '_search_activity_summary _search_activity_type_id _search_activity_user_id _search_alias_email ' +
    '_search_analytic_distribution _search_build_domain _search_distribution_analytic_account_ids ' +
    '_search_fetch _search_get_detail _search_has_message _search_is_blacklisted _search_is_rotting ' +
    '_search_message_has_error _search_message_has_sms_error _search_message_is_follower ' +
    '_search_message_needaction _search_message_partner_ids _search_my_activity_date_deadline ' +
    '_search_phone_mobile_search _search_phone_sanitized_blacklisted _search_rating_avg ' +
    '_search_render_results _search_website_published _sequence_matches_date _server_date_to_domain ' +
    '_set_next_sequence _shorten_links _shorten_links_text _sign_token _split_name_and_count _thread_to_store ' +
    '_track_discard _track_filter_for_display _track_finalize _track_get_default_log_message ' +
    '_track_get_fields _track_post_template_finalize _track_prepare _track_set_author _track_set_log_message ' +
    '_track_subtype _track_template _tracking_models _truncate_payload ' +
    '_truncate_payload_get_max_payload_length _truncate_year_to_length _unrelevant_records ' +
    '_update_order_line_info _validate_distribution _view_get_address _web_push_get_partners_parameters ' +
    '_web_push_send_notification _web_push_truncate_payload _year_match action_add_from_catalog ' +
    'action_reschedule_my_next_nextweek action_reschedule_my_next_today action_reschedule_my_next_tomorrow ' +
    'action_share activity_feedback activity_reschedule activity_schedule activity_search activity_send_mail ' +
    'activity_unlink can_access_from_current_website create_and_get_website_url find_or_create_record ' +
    'get_portal_url list_leaves list_work_time_per_day mail_action_blacklist_remove message_change_thread ' +
    'message_get_followers message_mail_with_source message_new message_notify message_parse message_post ' +
    'message_post_with_source message_process message_route message_subscribe message_unsubscribe ' +
    'message_update notify_cancel_by_type open_website_url phone_action_blacklist_remove rating_apply ' +
    'rating_get_grades rating_get_stats rating_send_request tracking_fields website_publish_button'
  ).split(' '),
);
