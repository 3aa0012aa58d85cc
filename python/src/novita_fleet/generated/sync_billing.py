# Generated from python/src/novita_fleet/programs/billing.py by `npm run generate`. Do not edit.
"""Balance, bills and transactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from ..generated.novita_requests import ListApiKeyBillsParams, ListFixedTermBillsParams, ListMonthlyBillsParams, ListTransactionsParams, ListUsageBillsParams
from ..models.bills import ApiKeyBill, Balance, FixedTermBill, MonthlyBill, Transaction, UsageBill
from ..programs.lists import Page
from typing_extensions import Unpack

from ..programs import billing as programs
from ..drivers.sync_driver import SyncDriver
from ..call_options import ResourceCallOptions


class BillingResource:
    """What was spent, and what is left."""

    def __init__(self, programs: programs.BillingResource, driver: SyncDriver) -> None:
        self._programs = programs
        self._driver = driver

    def get_balance(self, **options: Unpack[ResourceCallOptions]) -> Balance:
        """What the account holds and owes."""
        return self._driver.run(self._programs.get_balance(options))

    def list_monthly_bills(self, params: ListMonthlyBillsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[MonthlyBill]:
        """One page of monthly bills."""
        return self._driver.run(self._programs.list_monthly_bills(params, options))

    def list_all_monthly_bills(self, params: ListMonthlyBillsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[MonthlyBill]:
        """Every monthly bill, page after page."""
        return self._driver.iterate(self._programs.list_all_monthly_bills(params, options))

    def list_usage_bills(self, params: ListUsageBillsParams | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Sequence[UsageBill]:
        """What was billed by use."""
        return self._driver.run(self._programs.list_usage_bills(params, options))

    def list_fixed_term_bills(self, params: ListFixedTermBillsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Sequence[FixedTermBill]:
        """What was billed for terms."""
        return self._driver.run(self._programs.list_fixed_term_bills(params, options))

    def list_api_key_bills(self, params: ListApiKeyBillsParams | Mapping[str, Any], **options: Unpack[ResourceCallOptions]) -> Sequence[ApiKeyBill]:
        """What was billed to API keys."""
        return self._driver.run(self._programs.list_api_key_bills(params, options))

    def list_transactions(self, params: ListTransactionsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Page[Transaction]:
        """One page of movements of money."""
        return self._driver.run(self._programs.list_transactions(params, options))

    def list_all_transactions(self, params: ListTransactionsParams | Mapping[str, Any] | None = None, **options: Unpack[ResourceCallOptions]) -> Iterator[Transaction]:
        """Every movement of money, page after page."""
        return self._driver.iterate(self._programs.list_all_transactions(params, options))
