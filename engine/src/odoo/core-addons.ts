// Addons that Odoo itself ships: none of them extends a model of anybody else's.
// Source: the folders of addons/ and odoo/addons/ in 17.0 and 19.0, without tests and themes; of Odoo Enterprise, which
// cannot be read, the addons that others commonly depend on.

/** Names of addons of Odoo Community. */
const COMMUNITY = (
  'account account_add_gln account_audit_trail account_check_printing account_debit_note account_edi ' +
  'account_edi_proxy_client account_edi_ubl_cii account_edi_ubl_cii_tax_extension account_fleet ' +
  'account_lock account_payment account_payment_term account_peppol account_peppol_advanced_fields ' +
  'account_qr_code_emv account_qr_code_sepa account_tax_python account_test account_update_tax_tags ' +
  'analytic api_doc attachment_indexation auth_ldap auth_oauth auth_passkey auth_passkey_portal ' +
  'auth_password_policy auth_password_policy_portal auth_password_policy_signup auth_signup auth_timeout ' +
  'auth_totp auth_totp_mail auth_totp_mail_enforce auth_totp_portal barcodes barcodes_gs1_nomenclature base ' +
  'base_address_extended base_automation base_geolocalize base_iban base_import base_import_module ' +
  'base_install_request base_setup base_sparse_field base_vat board bus calendar calendar_sms certificate ' +
  'cloud_storage cloud_storage_azure cloud_storage_google cloud_storage_migration contacts crm ' +
  'crm_iap_enrich crm_iap_mine crm_livechat crm_mail_plugin crm_sms data_recycle delivery ' +
  'delivery_mondialrelay delivery_stock_picking_batch digest event event_booth event_booth_sale event_crm ' +
  'event_crm_sale event_product event_sale event_sms fleet gamification gamification_sale_crm ' +
  'google_account google_address_autocomplete google_calendar google_gmail google_recaptcha hr ' +
  'hr_attendance hr_calendar hr_contract hr_expense hr_fleet hr_gamification hr_holidays ' +
  'hr_holidays_attendance hr_holidays_homeworking hr_homeworking hr_homeworking_calendar hr_hourly_cost ' +
  'hr_livechat hr_maintenance hr_org_chart hr_presence hr_recruitment hr_recruitment_skills ' +
  'hr_recruitment_sms hr_recruitment_survey hr_skills hr_skills_event hr_skills_slides hr_skills_survey ' +
  'hr_timesheet hr_timesheet_attendance hr_work_entry hr_work_entry_contract hr_work_entry_holidays ' +
  'html_builder html_editor http_routing hw_drivers hw_escpos hw_posbox_homepage iap iap_crm iap_mail ' +
  'im_livechat im_livechat_mail_bot iot_base iot_box_image iot_drivers l10n_account_edi_ubl_cii_tests ' +
  'l10n_account_withholding_tax l10n_account_withholding_tax_pos l10n_ae l10n_ae_pos l10n_anz_ubl_pint ' +
  'l10n_ar l10n_ar_pos l10n_ar_stock l10n_ar_website_sale l10n_ar_withholding l10n_at l10n_au l10n_bd ' +
  'l10n_be l10n_be_pos_restaurant l10n_be_pos_sale l10n_bf l10n_bg l10n_bg_ledger l10n_bh l10n_bj l10n_bo ' +
  'l10n_br l10n_br_pix l10n_br_sales l10n_br_website_sale l10n_ca l10n_cd l10n_cf l10n_cg l10n_ch ' +
  'l10n_ch_pos l10n_ci l10n_cl l10n_cm l10n_cn l10n_cn_city l10n_co l10n_co_pos l10n_cr l10n_cy l10n_cz ' +
  'l10n_de l10n_de_audit_trail l10n_din5008 l10n_din5008_expense l10n_din5008_purchase l10n_din5008_repair ' +
  'l10n_din5008_sale l10n_din5008_stock l10n_dk l10n_dk_audit_trail l10n_dk_bookkeeping l10n_dk_nemhandel ' +
  'l10n_dk_oioubl l10n_do l10n_dz l10n_ec l10n_ec_sale l10n_ec_stock l10n_ec_website_sale l10n_ee l10n_eg ' +
  'l10n_eg_edi_eta l10n_es l10n_es_edi_facturae l10n_es_edi_facturae_adm_centers ' +
  'l10n_es_edi_facturae_invoice_period l10n_es_edi_sii l10n_es_edi_tbai l10n_es_edi_tbai_multi_refund ' +
  'l10n_es_edi_tbai_pos l10n_es_edi_verifactu l10n_es_edi_verifactu_pos l10n_es_modelo130 l10n_es_pos ' +
  'l10n_es_pos_tbai l10n_et l10n_eu_oss l10n_fi l10n_fi_sale l10n_fr l10n_fr_account ' +
  'l10n_fr_facturx_chorus_pro l10n_fr_fec l10n_fr_hr_holidays l10n_fr_hr_work_entry_holidays ' +
  'l10n_fr_invoice_addr l10n_fr_pos_cert l10n_ga l10n_gcc_invoice l10n_gcc_invoice_stock_account ' +
  'l10n_gcc_pos l10n_gn l10n_gq l10n_gr l10n_gr_edi l10n_gt l10n_gw l10n_hk l10n_hn l10n_hr l10n_hr_edi ' +
  'l10n_hr_kuna l10n_hu l10n_hu_edi l10n_id l10n_id_efaktur l10n_id_efaktur_coretax l10n_id_pos l10n_ie ' +
  'l10n_il l10n_in l10n_in_edi l10n_in_edi_ewaybill l10n_in_ewaybill l10n_in_ewaybill_irn ' +
  'l10n_in_ewaybill_stock l10n_in_hr_holidays l10n_in_pos l10n_in_purchase l10n_in_purchase_stock ' +
  'l10n_in_sale l10n_in_sale_stock l10n_in_stock l10n_in_withholding l10n_iq l10n_it l10n_it_edi ' +
  'l10n_it_edi_doi l10n_it_edi_ndd l10n_it_edi_ndd_account_dn l10n_it_edi_sale l10n_it_edi_website_sale ' +
  'l10n_it_edi_withholding l10n_it_stock_ddt l10n_jo l10n_jo_edi l10n_jo_edi_extended l10n_jp ' +
  'l10n_jp_ubl_pint l10n_ke l10n_ke_edi_tremol l10n_kh l10n_km l10n_kr l10n_kw l10n_kz l10n_latam_base ' +
  'l10n_latam_check l10n_latam_invoice_document l10n_lb_account l10n_lk l10n_lt l10n_lu l10n_lv l10n_ma ' +
  'l10n_mc l10n_ml l10n_mn l10n_mr l10n_mt l10n_mt_pos l10n_mu_account l10n_mx l10n_mx_hr l10n_my ' +
  'l10n_my_edi l10n_my_edi_extended l10n_my_edi_pos l10n_my_ubl_pint l10n_mz l10n_ne l10n_ng l10n_nl ' +
  'l10n_no l10n_nz l10n_om l10n_pa l10n_pe l10n_pe_pos l10n_pe_website_sale l10n_ph l10n_pk l10n_pl ' +
  'l10n_pl_edi l10n_pt l10n_qa l10n_ro l10n_ro_cpv_code l10n_ro_edi l10n_ro_edi_stock ' +
  'l10n_ro_edi_stock_batch l10n_ro_efactura l10n_rs l10n_rs_edi l10n_rw l10n_sa l10n_sa_edi l10n_sa_edi_pos ' +
  'l10n_sa_pos l10n_sa_withholding_tax l10n_se l10n_sg l10n_sg_ubl_pint l10n_si l10n_sk l10n_sn ' +
  'l10n_syscohada l10n_td l10n_test_pos_qr_payment l10n_tg l10n_th l10n_tn l10n_tr l10n_tr_nilvera ' +
  'l10n_tr_nilvera_edispatch l10n_tr_nilvera_einvoice l10n_tr_nilvera_einvoice_extended l10n_tw ' +
  'l10n_tw_edi_ecpay l10n_tw_edi_ecpay_website_sale l10n_tz_account l10n_ua l10n_ug l10n_uk l10n_us ' +
  'l10n_us_account l10n_uy l10n_uy_pos l10n_ve l10n_vn l10n_vn_edi_viettel l10n_za l10n_zm_account ' +
  'link_tracker loyalty lunch mail mail_bot mail_bot_hr mail_group mail_plugin maintenance marketing_card ' +
  'mass_mailing mass_mailing_crm mass_mailing_crm_sms mass_mailing_event mass_mailing_event_sms ' +
  'mass_mailing_event_track mass_mailing_event_track_sms mass_mailing_sale mass_mailing_sale_sms ' +
  'mass_mailing_slides mass_mailing_sms mass_mailing_themes membership microsoft_account microsoft_calendar ' +
  'microsoft_outlook mrp mrp_account mrp_landed_costs mrp_product_expiry mrp_repair mrp_subcontracting ' +
  'mrp_subcontracting_account mrp_subcontracting_dropshipping mrp_subcontracting_landed_costs ' +
  'mrp_subcontracting_purchase mrp_subcontracting_repair mrp_subonctracting_landed_costs onboarding ' +
  'partner_autocomplete partnership payment payment_adyen payment_alipay payment_aps payment_asiapay ' +
  'payment_authorize payment_buckaroo payment_custom payment_demo payment_dpo payment_flutterwave ' +
  'payment_iyzico payment_mercado_pago payment_mollie payment_nuvei payment_ogone payment_paymob ' +
  'payment_paypal payment_payulatam payment_payumoney payment_razorpay payment_razorpay_oauth ' +
  'payment_redsys payment_sips payment_stripe payment_worldline payment_xendit phone_validation ' +
  'point_of_sale portal portal_rating pos_account_tax_python pos_adyen pos_discount pos_dpopay ' +
  'pos_epson_printer pos_event pos_event_sale pos_glory_cash pos_hr pos_hr_restaurant pos_imin pos_loyalty ' +
  'pos_mercado_pago pos_mercury pos_mollie pos_mrp pos_online_payment pos_online_payment_self_order ' +
  'pos_paytm pos_pine_labs pos_qfpay pos_razorpay pos_repair pos_restaurant pos_restaurant_adyen ' +
  'pos_restaurant_loyalty pos_restaurant_stripe pos_sale pos_sale_loyalty pos_sale_margin ' +
  'pos_sale_product_configurator pos_self_order pos_self_order_adyen pos_self_order_epson_printer ' +
  'pos_self_order_pine_labs pos_self_order_qfpay pos_self_order_razorpay pos_self_order_sale ' +
  'pos_self_order_stripe pos_six pos_sms pos_stripe pos_viva_com pos_viva_wallet privacy_lookup product ' +
  'product_email_template product_expiry product_images product_margin product_matrix project ' +
  'project_account project_hr_expense project_hr_skills project_mail_plugin project_mrp project_mrp_account ' +
  'project_mrp_sale project_mrp_stock_landed_costs project_purchase project_purchase_stock ' +
  'project_sale_expense project_sms project_stock project_stock_account project_stock_landed_costs ' +
  'project_timesheet_holidays project_todo purchase purchase_edi_ubl_bis3 purchase_mrp ' +
  'purchase_product_matrix purchase_repair purchase_requisition purchase_requisition_sale ' +
  'purchase_requisition_stock purchase_stock rating repair resource resource_mail rpc sale ' +
  'sale_async_emails sale_crm sale_edi_ubl sale_expense sale_expense_margin sale_gelato sale_gelato_stock ' +
  'sale_loyalty sale_loyalty_delivery sale_management sale_margin sale_mrp sale_mrp_margin ' +
  'sale_pdf_quote_builder sale_product_configurator sale_product_matrix sale_project sale_project_stock ' +
  'sale_project_stock_account sale_purchase sale_purchase_project sale_purchase_stock sale_service sale_sms ' +
  'sale_stock sale_stock_margin sale_stock_product_expiry sale_timesheet sale_timesheet_margin sales_team ' +
  'sms sms_twilio snailmail snailmail_account social_media spreadsheet spreadsheet_account ' +
  'spreadsheet_dashboard spreadsheet_dashboard_account spreadsheet_dashboard_event_sale ' +
  'spreadsheet_dashboard_hr_expense spreadsheet_dashboard_hr_timesheet spreadsheet_dashboard_im_livechat ' +
  'spreadsheet_dashboard_pos_hr spreadsheet_dashboard_pos_restaurant spreadsheet_dashboard_purchase ' +
  'spreadsheet_dashboard_purchase_stock spreadsheet_dashboard_sale spreadsheet_dashboard_sale_timesheet ' +
  'spreadsheet_dashboard_stock_account spreadsheet_dashboard_website_sale ' +
  'spreadsheet_dashboard_website_sale_slides stock stock_account stock_delivery stock_dropshipping ' +
  'stock_fleet stock_landed_costs stock_landed_costs_company stock_maintenance stock_picking_batch ' +
  'stock_sms survey survey_crm transifex uom utm web web_editor web_hierarchy web_tour web_unsplash website ' +
  'website_blog website_cf_turnstile website_crm website_crm_iap_reveal website_crm_livechat ' +
  'website_crm_partner_assign website_crm_sms website_customer website_event website_event_booth ' +
  'website_event_booth_exhibitor website_event_booth_sale website_event_booth_sale_exhibitor ' +
  'website_event_crm website_event_exhibitor website_event_jitsi website_event_meet website_event_meet_quiz ' +
  'website_event_sale website_event_track website_event_track_live website_event_track_live_quiz ' +
  'website_event_track_quiz website_form_project website_forum website_google_map website_hr_recruitment ' +
  'website_hr_recruitment_livechat website_jitsi website_links website_livechat website_mail ' +
  'website_mail_group website_mass_mailing website_mass_mailing_sms website_membership website_partner ' +
  'website_payment website_payment_authorize website_profile website_project website_sale ' +
  'website_sale_autocomplete website_sale_collect website_sale_collect_wishlist website_sale_comparison ' +
  'website_sale_comparison_wishlist website_sale_gelato website_sale_loyalty website_sale_mass_mailing ' +
  'website_sale_mondialrelay website_sale_mrp website_sale_picking website_sale_product_configurator ' +
  'website_sale_slides website_sale_stock website_sale_stock_wishlist website_sale_wishlist website_slides ' +
  'website_slides_forum website_slides_survey website_sms website_timesheet website_twitter'
).split(' ');

/** Names of addons of Odoo Enterprise. */
const ENTERPRISE = (
  'account_accountant account_asset account_batch_payment account_budget account_followup ' +
  'account_online_synchronization account_reports account_sepa account_invoice_extract ' +
  'account_consolidation appointment approvals crm_enterprise data_cleaning data_merge delivery_dhl ' +
  'delivery_fedex delivery_ups documents documents_account documents_hr documents_project documents_sign ' +
  'documents_spreadsheet ai frontdesk helpdesk helpdesk_timesheet hr_appraisal hr_contract_salary hr_gantt ' +
  'hr_mobile hr_payroll hr_payroll_account hr_referral industry_fsm industry_fsm_report industry_fsm_sale ' +
  'iot knowledge mail_enterprise mail_mobile marketing_automation mrp_account_enterprise mrp_plm ' +
  'mrp_workorder planning pos_enterprise pos_restaurant_appointment product_barcodelookup ' +
  'project_enterprise project_forecast quality quality_control quality_mrp room sale_amazon sale_enterprise ' +
  'sale_planning sale_renting sale_subscription sign social spreadsheet_edition stock_accountant ' +
  'stock_barcode stock_enterprise timer timesheet_grid voip web_cohort web_dashboard web_enterprise ' +
  'web_gantt web_grid web_map web_mobile web_studio website_enterprise whatsapp worksheet'
).split(' ');

/** Names of Odoo's own addons. */
export const CORE_ADDONS: ReadonlySet<string> = new Set([...COMMUNITY, ...ENTERPRISE]);
