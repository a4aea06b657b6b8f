from django.urls import URLPattern, path

from madoguchi.people.views import colleagues, oidc, own, sign_in

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("staff/sign-in/", sign_in.sign_in, name="sign-in"),
    path("staff/sign-in/passkey/", sign_in.passkey, name="passkey"),
    path("staff/sign-in/second/", sign_in.second_step, name="second-step"),
    path("staff/sign-in/oidc/", oidc.start, name="oidc"),
    path("staff/sign-in/oidc/callback/", oidc.callback, name="oidc-callback"),
    path("staff/sign-in/again/", own.again, name="again"),
    path("staff/sign-in/password/", own.password, name="password"),
    path("staff/sign-in/factors/", own.factors, name="factors"),
    path("staff/sign-in/factors/totp/", own.totp, name="add-totp"),
    path("staff/sign-in/factors/passkey/", own.passkey, name="add-passkey"),
    path("staff/sign-in/factors/codes/", own.codes, name="codes"),
    path("staff/sign-in/factors/<int:factor_id>/remove/", own.remove, name="remove-factor"),
    path("staff/sign-out/", sign_in.sign_out, name="sign-out"),
    path("staff/me/", own.me, name="me"),
    path("staff/people/", colleagues.everybody, name="everybody"),
    path("staff/people/add/", colleagues.add, name="add"),
    path("staff/people/<int:staff_id>/", colleagues.person, name="person"),
    path("staff/people/<int:staff_id>/grant/", colleagues.grant, name="grant"),
    path("staff/people/<int:staff_id>/end/<int:grant_id>/", colleagues.end, name="end"),
    path("staff/people/<int:staff_id>/reset/", colleagues.reset, name="reset"),
    path("staff/people/<int:staff_id>/remove/", colleagues.remove, name="remove"),
    path("staff/people/<int:staff_id>/return/", colleagues.bring_back, name="return"),
]
