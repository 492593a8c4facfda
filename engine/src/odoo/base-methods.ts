// Methods that every model has: those of BaseModel, and those that addons of Odoo itself add to `base`.
// Source: odoo/models.py (17.0), odoo/orm/models.py (19.0), classes with `_inherit = "base"` in their addons.

/** Names of methods that records of any model have. */
export const BASE_METHODS: ReadonlySet<string> = new Set(
  (
    '_add_fake_fields _add_field _add_groupby_values _add_inherited_fields _add_missing_default_values ' +
    '_add_precomputed_values _add_sql_constraints _additional_allowed_keys_properties_definition ' +
    '_alias_get_error _apply_ir_rules _apply_onchange_methods _as_query _auto_init _build_model ' +
    '_build_model_attributes _build_model_check_base _build_model_check_parent _cache _can_return_content ' +
    '_check_access _check_company _check_company_domain _check_field_access _check_m2m_recursion ' +
    '_check_parent_path _check_qorder _check_recursion _check_removed_columns _clean_properties ' +
    '_compute_display_name _compute_field_value _constraint_methods _context _convert_records ' +
    '_convert_to_cache_properties_definition _convert_to_column_properties_definition _convert_to_record ' +
    '_convert_to_write _cr _create _determine_fields_to_fetch _export_rows _extract_records _fetch_field ' +
    '_fetch_query _field_properties_to_sql _field_to_sql _filter_access_rules _filter_access_rules_python ' +
    '_filtered_access _find_value_from_field_path _flush _flush_search _format_web_search_read_results ' +
    '_formatted_read_group_with_length _generate_order_by _get_access_action _get_backend_root_menu_ids ' +
    '_get_base_lang _get_default_activity_view _get_default_calendar_view _get_default_form_view ' +
    '_get_default_graph_view _get_default_kanban_view _get_default_list_view _get_default_pivot_view ' +
    '_get_default_search_view _get_default_tree_view _get_external_ids _get_fields_spec _get_html_link ' +
    '_get_mail_redirect_suggested_company _get_placeholder_filename _get_read_group_order _get_records_action ' +
    '_get_redirect_suggested_company _get_view _get_view_cache _get_view_cache_key _get_view_field_attributes ' +
    '_get_view_fields _get_view_postprocessed _has_cycle _has_field_access _has_onchange _in_cache_without ' +
    '_inherits_check _inherits_join_calc _init_column _init_constraints_onchanges _invalidate_cache ' +
    '_is_an_ordinary_table _load_records _load_records_create _load_records_write _mail_get_alias_domains ' +
    '_mail_get_companies _mail_get_company_field _mail_get_customer _mail_get_message_subtypes ' +
    '_mail_get_operation_for_mail_message_operation _mail_get_partner_fields _mail_get_partners ' +
    '_mail_get_primary_email _mail_get_primary_email_field _mail_get_timezone ' +
    '_mail_group_by_operation_for_mail_message_operation _mail_track _mail_track_get_field_sequence ' +
    '_mail_track_order_fields _mapped_func _message_add_default_recipients _message_add_suggested_recipients ' +
    '_message_get_default_recipients _message_get_suggested_recipients ' +
    '_message_get_suggested_recipients_batch _modified _modified_triggers _name_search ' +
    '_notify_by_email_get_headers _notify_get_reply_to _notify_get_reply_to_batch ' +
    '_notify_get_reply_to_formatted_email _onchange_methods _onchange_spec _ondelete_methods _open_groups ' +
    '_order_field_to_sql _order_to_sql _origin _parent_store_compute _parent_store_create ' +
    '_parent_store_update _parent_store_update_prepare _phone_format _phone_format_number _phone_get_country ' +
    '_phone_get_country_field _phone_get_number_fields _pop_field _populate _populate_dependencies ' +
    '_populate_factories _populate_sizes _post_model_setup__ _prepare_create_values _prepare_setup ' +
    '_read_format _read_group _read_group_check_field_access_rights _read_group_empty_value ' +
    '_read_group_expand_full _read_group_fill_results _read_group_fill_temporal _read_group_format_result ' +
    '_read_group_format_result_properties _read_group_get_annoted_groupby _read_group_groupby ' +
    '_read_group_groupby_properties _read_group_having _read_group_orderby _read_group_postprocess_aggregate ' +
    '_read_group_postprocess_groupby _read_group_select _read_grouping_sets _read_progress_bar ' +
    '_rec_name_fallback _recompute_field _recompute_model _recompute_recordset _register_hook _search ' +
    '_search_display_name _search_panel_domain_image _search_panel_field_image _search_panel_global_counters ' +
    '_search_panel_sanitized_parent_hierarchy _search_panel_selection_range _setup_base _setup_complete ' +
    '_setup_fields _sms_get_recipients_info _sort_suggested_messages _sorted_order_to_function ' +
    '_sql_error_to_message _sql_error_to_message_generic _table_has_rows _table_sql _transient_clean_old_rows ' +
    '_transient_clean_rows_older_than _transient_vacuum _traverse_related_sql _uid _unregister_hook ' +
    '_update_cache _update_field_translations _valid_field_parameter _validate_fields ' +
    '_validate_properties_definition _web_read_group _web_read_group_expand _web_read_group_field_expand ' +
    '_web_read_group_fill_temporal _web_read_group_format _web_read_group_groupby_formatter ' +
    '_web_read_group_groupby_properties_formatter _where_calc _write _write_multi action_archive ' +
    'action_unarchive browse check_access check_access_rights check_access_rule check_field_access_rights ' +
    'clear_caches concat copy copy_data copy_multi copy_translations create default_get ensure_one exists ' +
    'export_data fetch fields_get filtered filtered_domain flush_model flush_recordset formatted_read_group ' +
    'formatted_read_grouping_sets get_base_url get_empty_list_help get_external_id get_field_translations ' +
    'get_formview_action get_formview_id get_import_templates get_metadata get_property_definition get_view ' +
    'get_views get_website_meta grouped has_access hierarchy_read ids init invalidate_model ' +
    'invalidate_recordset is_transient load lock_for_update mail_allowed_qweb_expressions ' +
    'mail_get_partner_fields mapped modified name_create name_get name_search new onchange read read_group ' +
    'read_progress_bar search search_count search_fetch search_panel_select_multi_range ' +
    'search_panel_select_range search_read sorted sudo toggle_active try_lock_for_update union unlink update ' +
    'update_field_translations update_field_translations_sha user_has_groups view_header_get web_name_search ' +
    'web_override_translations web_read web_read_group web_resequence web_save web_save_multi web_search_read ' +
    'with_company with_context with_env with_prefetch with_user write'
  ).split(' '),
);
