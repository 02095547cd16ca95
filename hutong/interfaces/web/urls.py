"""The addresses of the pages."""

from allauth.account import views as account
from django.urls import URLPattern, path

from hutong.interfaces.web import policy, session, today
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
    path("password/", for_officers(account.password_change), name="account_change_password"),
    path("posting/", for_officers(session.choose_posting), name="posting"),
    path("", for_officers(today.today), name="today"),
    path("policy/", for_officers(policy.policy), name="policy"),
    path("policy/benefits/<slug:code>/", for_officers(policy.benefit), name="policy_benefit"),
    path("policy/classes/<slug:code>/", for_officers(policy.category), name="policy_class"),
    path("policy/figures/<slug:code>/", for_officers(policy.figure), name="policy_figure"),
]
