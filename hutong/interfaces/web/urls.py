"""The addresses of the pages."""

from allauth.account import views as account
from django.urls import URLPattern, path

from hutong.foundation.access.kinds import Act, Kind
from hutong.interfaces.web import (
    absences,
    accounts,
    alerts,
    cases,
    child_file,
    children,
    claims,
    decisions,
    facts,
    funds,
    glass,
    hand_overs,
    imports,
    ledgers,
    months,
    moves,
    orders,
    papers,
    places,
    policy,
    procedures,
    readings,
    rechecks,
    reconciling,
    session,
    stand_ins,
    tables,
    today,
    trials,
)
from hutong.interfaces.web.requests import for_officers

# Open to whoever comes: the way in and out, the language, and a bare wall.
PUBLIC: list[URLPattern] = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account-closed/", account.account_inactive, name="account_inactive"),
    path("language/", session.choose_language, name="language"),
    path("cover/", session.cover, name="cover"),
]

urlpatterns: list[URLPattern] = [
    *PUBLIC,
    path(
        "password/",
        for_officers(session.change_password, Kind.DESK),
        name="account_change_password",
    ),
    path("posting/", for_officers(session.choose_posting, Kind.DESK), name="posting"),
    path("", for_officers(today.today, Kind.DESK), name="today"),
    path("waiting/<slug:source>/", for_officers(today.one_source, Kind.DESK), name="waiting"),
    path("children/", for_officers(children.list_children, Kind.CHILD), name="children"),
    path("children/find/", for_officers(children.find, Kind.CHILD, sends=Act.VIEW), name="find"),
    path("children/found/<slug:key>/", for_officers(children.found, Kind.CHILD), name="found"),
    path(
        "children/new/",
        for_officers(children.register, Kind.CHILD, looks=Act.CREATE, sends=Act.CREATE),
        name="register_child",
    ),
    path(
        "children/new/<slug:kind>/",
        for_officers(children.whereabouts, Kind.CHILD, looks=Act.CREATE, sends=Act.CREATE),
        name="whereabouts",
    ),
    path("children/<uuid:pk>/", for_officers(child_file.child, Kind.CHILD), name="child"),
    path(
        "children/<uuid:pk>/open/",
        for_officers(child_file.open_field, Kind.CHILD, looks=Act.OPEN, sends=Act.OPEN),
        name="open_field",
    ),
    path(
        "children/<uuid:pk>/owed/<slug:code>/",
        for_officers(decisions.decision, Kind.BENEFIT, looks=Act.OPEN, sends=Act.APPROVE),
        name="decision",
    ),
    path(
        "children/<uuid:pk>/owed/<slug:code>/again/",
        for_officers(rechecks.recheck, Kind.BENEFIT),
        name="recheck",
    ),
    path(
        "children/<uuid:pk>/move/",
        for_officers(moves.move, Kind.CHILD, looks=Act.CHANGE),
        name="move",
    ),
    path(
        "children/<uuid:pk>/account/",
        for_officers(accounts.payee_account, Kind.ACCOUNT),
        name="payee_account",
    ),
    path(
        "children/<uuid:pk>/facts/",
        for_officers(facts.child_facts, Kind.CIRCUMSTANCE, sends=Act.OPEN),
        name="child_facts",
    ),
    path(
        "children/<uuid:pk>/facts/new/",
        for_officers(facts.record_fact, Kind.CIRCUMSTANCE, looks=Act.CHANGE),
        name="record_fact",
    ),
    path(
        "children/<uuid:pk>/facts/<uuid:record>/",
        for_officers(facts.amend_fact, Kind.CIRCUMSTANCE, looks=Act.CHANGE),
        name="amend_fact",
    ),
    path(
        "children/<uuid:pk>/orders/",
        for_officers(orders.orders, Kind.ORDER, sends=Act.CREATE),
        name="orders",
    ),
    path(
        "children/<uuid:pk>/orders/<uuid:order>/lift/",
        for_officers(orders.lift_order, Kind.ORDER, looks=Act.CHANGE),
        name="lift_order",
    ),
    path("alerts/", for_officers(alerts.alerts, Kind.ALERT), name="alerts"),
    path(
        "alerts/<uuid:pk>/",
        for_officers(alerts.put_away, Kind.ALERT, looks=Act.CHANGE),
        name="put_away",
    ),
    path("glass/", for_officers(glass.glasses, Kind.GLASS, sends=Act.CREATE), name="glasses"),
    path("glass/<uuid:pk>/", for_officers(glass.glass, Kind.GLASS), name="glass"),
    path(
        "glass/<uuid:pk>/review/",
        for_officers(glass.review_glass, Kind.GLASS, looks=Act.APPROVE, sends=Act.APPROVE),
        name="review_glass",
    ),
    path("ties/", for_officers(orders.ties, Kind.DESK), name="ties"),
    path(
        "children/<uuid:pk>/readings/",
        for_officers(readings.child_readings, Kind.TRAIL),
        name="child_readings",
    ),
    path(
        "children/<uuid:pk>/changes/",
        for_officers(readings.child_changes, Kind.TRAIL),
        name="child_changes",
    ),
    path(
        "children/<uuid:pk>/papers/",
        for_officers(papers.child_papers, Kind.PAPER),
        name="child_papers",
    ),
    path(
        "children/<uuid:pk>/papers/<uuid:paper>/open/",
        for_officers(papers.open_paper, Kind.PAPER, looks=Act.OPEN, sends=Act.OPEN),
        name="open_paper",
    ),
    path(
        "children/<uuid:pk>/papers/<uuid:paper>/withdraw/",
        for_officers(papers.withdraw_paper, Kind.PAPER, looks=Act.CHANGE),
        name="withdraw_paper",
    ),
    path(
        "letters/<uuid:pk>/", for_officers(papers.letter, Kind.CASE, sends=Act.VIEW), name="letter"
    ),
    path(
        "letters/<uuid:pk>/handed-over/",
        for_officers(papers.hand_over, Kind.CASE, looks=Act.CHANGE),
        name="hand_over_letter",
    ),
    path(
        "children/<uuid:pk>/cases/new/",
        for_officers(cases.procedures_for, Kind.CASE, looks=Act.CREATE, sends=Act.CREATE),
        name="begin",
    ),
    path(
        "children/<uuid:pk>/papers/forms/<slug:name>/",
        for_officers(papers.child_form, Kind.PAPER, looks=Act.EXPORT, sends=Act.EXPORT),
        name="child_form",
    ),
    path(
        "children/<uuid:pk>/cases/new/<slug:procedure>/",
        for_officers(cases.open_case, Kind.CASE, looks=Act.CREATE, sends=Act.CREATE),
        name="open_case",
    ),
    path("cases/", for_officers(cases.cases, Kind.CASE), name="cases"),
    path("cases/<uuid:pk>/", for_officers(cases.case, Kind.CASE), name="case"),
    path(
        "cases/<uuid:pk>/forms/<slug:name>/",
        for_officers(papers.form, Kind.CASE, sends=Act.VIEW),
        name="case_form",
    ),
    path("cases/<uuid:pk>/bills/", for_officers(claims.bills, Kind.CASE), name="case_bills"),
    path(
        "cases/<uuid:pk>/bills/<uuid:bill>/strike/",
        for_officers(claims.strike, Kind.CASE, looks=Act.CHANGE),
        name="strike_bill",
    ),
    path(
        "cases/<uuid:pk>/<slug:code>/",
        for_officers(cases.step, Kind.CASE, looks=Act.CHANGE),
        name="case_step",
    ),
    path("notices/read/", for_officers(today.notices_read, Kind.DESK), name="notices_read"),
    path("absences/", for_officers(absences.absences, Kind.POST), name="absences"),
    path("absences/<uuid:posting>/", for_officers(absences.absence, Kind.POST), name="absence"),
    path("hand-overs/", for_officers(hand_overs.hand_overs, Kind.POST), name="hand_overs"),
    path(
        "hand-overs/new/<uuid:posting>/",
        for_officers(hand_overs.begin, Kind.POST, looks=Act.CHANGE),
        name="hand_over_begin",
    ),
    path("hand-overs/<uuid:pk>/", for_officers(hand_overs.hand_over, Kind.POST), name="hand_over"),
    path(
        "hand-overs/<uuid:pk>/list/",
        for_officers(hand_overs.signed_list, Kind.POST, sends=Act.VIEW),
        name="signed_list",
    ),
    path(
        "imports/", for_officers(imports.imports, Kind.REGISTER, sends=Act.CREATE), name="imports"
    ),
    path(
        "imports/<uuid:pk>/",
        for_officers(imports.preview, Kind.REGISTER, sends=Act.CREATE),
        name="import",
    ),
    path(
        "imports/<uuid:pk>/accept/",
        for_officers(imports.accept, Kind.REGISTER, looks=Act.CREATE, sends=Act.CREATE),
        name="import_accept",
    ),
    path(
        "imports/<uuid:pk>/back/",
        for_officers(imports.hand_back, Kind.REGISTER, looks=Act.CREATE, sends=Act.CREATE),
        name="import_hand_back",
    ),
    path("tables/", for_officers(tables.tables, Kind.TABLE), name="tables"),
    path(
        "tables/<slug:code>/",
        for_officers(tables.table, Kind.TABLE, sends=Act.EXPORT),
        name="table",
    ),
    path(
        "tables/<slug:code>/file/",
        for_officers(tables.table_file, Kind.TABLE, looks=Act.EXPORT, sends=Act.EXPORT),
        name="table_file",
    ),
    path("places/", for_officers(places.own_place, Kind.PLACE), name="places"),
    path("places/<int:number>/", for_officers(places.place, Kind.PLACE), name="place"),
    path(
        "places/<int:number>/stand-in/",
        for_officers(stand_ins.stand_in, Kind.POST, looks=Act.APPROVE, sends=Act.APPROVE),
        name="stand_in",
    ),
    path("funds/", for_officers(funds.funds, Kind.FUND, sends=Act.CREATE), name="funds"),
    path("funds/<uuid:pk>/", for_officers(funds.fund, Kind.FUND, sends=Act.CREATE), name="fund"),
    path(
        "funds/<uuid:pk>/confirm/",
        for_officers(funds.confirm_fund, Kind.FUND, looks=Act.APPROVE, sends=Act.APPROVE),
        name="confirm_fund",
    ),
    path(
        "funds/<uuid:pk>/strike/",
        for_officers(funds.strike_fund, Kind.FUND, looks=Act.APPROVE, sends=Act.APPROVE),
        name="strike_fund",
    ),
    path("months/", for_officers(months.months, Kind.PAYMENT), name="months"),
    path(
        "months/make/",
        for_officers(months.make, Kind.PAYMENT, looks=Act.CREATE, sends=Act.CREATE),
        name="month_make",
    ),
    path("months/<uuid:pk>/", for_officers(months.month, Kind.PAYMENT), name="month"),
    path("months/<uuid:pk>/held/", for_officers(months.held, Kind.PAYMENT), name="month_held"),
    path(
        "months/<uuid:pk>/list/",
        for_officers(months.payment_list, Kind.PAYMENT, looks=Act.EXPORT, sends=Act.EXPORT),
        name="payment_list",
    ),
    path(
        "months/<uuid:pk>/bank/",
        for_officers(months.bank_file, Kind.PAYMENT, looks=Act.EXPORT, sends=Act.EXPORT),
        name="bank_file",
    ),
    path(
        "months/<uuid:pk>/reconcile/",
        for_officers(reconciling.reconcile, Kind.PAYMENT),
        name="reconcile",
    ),
    path(
        "months/<uuid:pk>/answers/",
        for_officers(reconciling.answers, Kind.PAYMENT, looks=Act.CHANGE),
        name="bank_answers",
    ),
    path(
        "months/<uuid:pk>/payments/<int:number>/",
        for_officers(reconciling.rule, Kind.PAYMENT, looks=Act.CHANGE),
        name="payment_rule",
    ),
    path(
        "months/<uuid:pk>/<slug:act>/",
        for_officers(months.step, Kind.PAYMENT, looks=Act.CHANGE),
        name="month_step",
    ),
    path("children/<uuid:pk>/ledger/", for_officers(ledgers.ledger, Kind.BENEFIT), name="ledger"),
    path("policy/", for_officers(policy.policy, Kind.POLICY), name="policy"),
    path("policy/procedures/", for_officers(procedures.procedures, Kind.POLICY), name="procedures"),
    path(
        "policy/procedures/<slug:code>/",
        for_officers(procedures.procedure, Kind.POLICY),
        name="procedure",
    ),
    path("policy/trial/", for_officers(trials.trial, Kind.POLICY, sends=Act.CREATE), name="trial"),
    path(
        "policy/trial/result/",
        for_officers(trials.result, Kind.POLICY, looks=Act.CREATE, sends=Act.CREATE),
        name="trial_result",
    ),
    path(
        "policy/trial/workbook/",
        for_officers(trials.workbook, Kind.POLICY, looks=Act.EXPORT, sends=Act.EXPORT),
        name="trial_workbook",
    ),
    path(
        "policy/benefits/<slug:code>/",
        for_officers(policy.benefit, Kind.POLICY),
        name="policy_benefit",
    ),
    path(
        "policy/classes/<slug:code>/",
        for_officers(policy.category, Kind.POLICY),
        name="policy_class",
    ),
    path(
        "policy/figures/<slug:code>/",
        for_officers(policy.figure, Kind.POLICY),
        name="policy_figure",
    ),
]
