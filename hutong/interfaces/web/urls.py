"""The addresses of the pages."""

from allauth.account import views as account
from django.urls import URLPattern, path

from hutong.interfaces.web import (
    absences,
    accounts,
    cases,
    child_file,
    children,
    claims,
    decisions,
    facts,
    hand_overs,
    imports,
    ledgers,
    months,
    moves,
    papers,
    places,
    policy,
    procedures,
    readings,
    rechecks,
    session,
    stand_ins,
    tables,
    today,
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
    path("password/", for_officers(session.change_password), name="account_change_password"),
    path("posting/", for_officers(session.choose_posting), name="posting"),
    path("", for_officers(today.today), name="today"),
    path("waiting/<slug:source>/", for_officers(today.one_source), name="waiting"),
    path("children/", for_officers(children.list_children), name="children"),
    path("children/find/", for_officers(children.find), name="find"),
    path("children/found/<slug:key>/", for_officers(children.found), name="found"),
    path("children/new/", for_officers(children.register), name="register_child"),
    path("children/new/<slug:kind>/", for_officers(children.whereabouts), name="whereabouts"),
    path("children/<uuid:pk>/", for_officers(child_file.child), name="child"),
    path("children/<uuid:pk>/open/", for_officers(child_file.open_field), name="open_field"),
    path("children/<uuid:pk>/owed/<slug:code>/", for_officers(decisions.decision), name="decision"),
    path(
        "children/<uuid:pk>/owed/<slug:code>/again/", for_officers(rechecks.recheck), name="recheck"
    ),
    path("children/<uuid:pk>/move/", for_officers(moves.move), name="move"),
    path("children/<uuid:pk>/account/", for_officers(accounts.payee_account), name="payee_account"),
    path("children/<uuid:pk>/facts/", for_officers(facts.child_facts), name="child_facts"),
    path("children/<uuid:pk>/facts/new/", for_officers(facts.record_fact), name="record_fact"),
    path(
        "children/<uuid:pk>/facts/<uuid:record>/", for_officers(facts.amend_fact), name="amend_fact"
    ),
    path(
        "children/<uuid:pk>/readings/", for_officers(readings.child_readings), name="child_readings"
    ),
    path("children/<uuid:pk>/changes/", for_officers(readings.child_changes), name="child_changes"),
    path("children/<uuid:pk>/papers/", for_officers(papers.child_papers), name="child_papers"),
    path(
        "children/<uuid:pk>/papers/<uuid:paper>/open/",
        for_officers(papers.open_paper),
        name="open_paper",
    ),
    path(
        "children/<uuid:pk>/papers/<uuid:paper>/withdraw/",
        for_officers(papers.withdraw_paper),
        name="withdraw_paper",
    ),
    path("letters/<uuid:pk>/", for_officers(papers.letter), name="letter"),
    path("letters/<uuid:pk>/handed-over/", for_officers(papers.hand_over), name="hand_over_letter"),
    path("children/<uuid:pk>/cases/new/", for_officers(cases.procedures_for), name="begin"),
    path(
        "children/<uuid:pk>/cases/new/<slug:procedure>/",
        for_officers(cases.open_case),
        name="open_case",
    ),
    path("cases/", for_officers(cases.cases), name="cases"),
    path("cases/<uuid:pk>/", for_officers(cases.case), name="case"),
    path("cases/<uuid:pk>/forms/<slug:name>/", for_officers(papers.form), name="case_form"),
    path("cases/<uuid:pk>/bills/", for_officers(claims.bills), name="case_bills"),
    path(
        "cases/<uuid:pk>/bills/<uuid:bill>/strike/", for_officers(claims.strike), name="strike_bill"
    ),
    path("cases/<uuid:pk>/<slug:code>/", for_officers(cases.step), name="case_step"),
    path("notices/read/", for_officers(today.notices_read), name="notices_read"),
    path("absences/", for_officers(absences.absences), name="absences"),
    path("absences/<uuid:posting>/", for_officers(absences.absence), name="absence"),
    path("hand-overs/", for_officers(hand_overs.hand_overs), name="hand_overs"),
    path("hand-overs/new/<uuid:posting>/", for_officers(hand_overs.begin), name="hand_over_begin"),
    path("hand-overs/<uuid:pk>/", for_officers(hand_overs.hand_over), name="hand_over"),
    path("hand-overs/<uuid:pk>/list/", for_officers(hand_overs.signed_list), name="signed_list"),
    path("imports/", for_officers(imports.imports), name="imports"),
    path("imports/<uuid:pk>/", for_officers(imports.preview), name="import"),
    path("imports/<uuid:pk>/accept/", for_officers(imports.accept), name="import_accept"),
    path("imports/<uuid:pk>/back/", for_officers(imports.hand_back), name="import_hand_back"),
    path("tables/", for_officers(tables.tables), name="tables"),
    path("tables/<slug:code>/", for_officers(tables.table), name="table"),
    path("tables/<slug:code>/file/", for_officers(tables.table_file), name="table_file"),
    path("places/", for_officers(places.own_place), name="places"),
    path("places/<int:number>/", for_officers(places.place), name="place"),
    path("places/<int:number>/stand-in/", for_officers(stand_ins.stand_in), name="stand_in"),
    path("months/", for_officers(months.months), name="months"),
    path("months/make/", for_officers(months.make), name="month_make"),
    path("months/<uuid:pk>/", for_officers(months.month), name="month"),
    path("months/<uuid:pk>/held/", for_officers(months.held), name="month_held"),
    path("months/<uuid:pk>/list/", for_officers(months.payment_list), name="payment_list"),
    path("months/<uuid:pk>/bank/", for_officers(months.bank_file), name="bank_file"),
    path("months/<uuid:pk>/<slug:act>/", for_officers(months.step), name="month_step"),
    path("children/<uuid:pk>/ledger/", for_officers(ledgers.ledger), name="ledger"),
    path("policy/", for_officers(policy.policy), name="policy"),
    path("policy/procedures/", for_officers(procedures.procedures), name="procedures"),
    path("policy/procedures/<slug:code>/", for_officers(procedures.procedure), name="procedure"),
    path("policy/benefits/<slug:code>/", for_officers(policy.benefit), name="policy_benefit"),
    path("policy/classes/<slug:code>/", for_officers(policy.category), name="policy_class"),
    path("policy/figures/<slug:code>/", for_officers(policy.figure), name="policy_figure"),
]
