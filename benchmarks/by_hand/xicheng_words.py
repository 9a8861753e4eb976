"""What Xicheng's clauses of three fields name: days, and words of the vocabulary by what they share."""

from __future__ import annotations

NOW = 20250622
#: Three and five years back, counted from the first and the last day that a reading names.
THREE, FIVE = (20220101, 20221231), (20200101, 20201231)

FINANCE = "finance digital_finance green_finance inclusive_finance pension_finance technology_finance"  # fmt: skip
ECONOMY = f"economy business_services consumption_centre two_zones {FINANCE}"
DIGITAL = "digital_economy artificial_intelligence big_data blockchain industrial_internet information_security software"  # fmt: skip
BANKS = "financial_institution asset_manager bank exchange financial_infrastructure fund_manager futures_company insurance_company international_financial_organisation leasing_company securities_company trust_company"  # fmt: skip
SCHOOLS = "academic_organisation national_laboratory new_research_institution research_institute university"  # fmt: skip
COMPANIES = "enterprise business_services central_enterprise foreign_enterprise government hr_agency private_enterprise state_enterprise"  # fmt: skip
AUTHORS = "corresponding equal first lead"
FIRST_CLASS = "jfqa jingji_yanjiu jinrong_yanjiu journal_of_finance journal_of_financial_economics review_of_finance review_of_financial_studies"  # fmt: skip
KNOWN = f"{FIRST_CLASS} jingjixue_jikan journal_of_banking_and_finance journal_of_financial_markets quantitative_finance shijie_jingji shuliang_jingji"  # fmt: skip
BEIJING = "beijing beijing_etown changping chaoyang chongwen daxing dongcheng fangshan fengtai haidian huairou mentougou miyun pinggu shijingshan shunyi tongzhou xicheng xuanwu yanqing"  # fmt: skip
DISTRICT = "xicheng xuanwu"
PROGRAMMES = "key_rd key_rd_special key_rd_topic major_special provincial_key_rd provincial_major_special"  # fmt: skip
LABORATORIES = "ai_open_platform centre_5g engineering_centre engineering_laboratory enterprise_technology_centre industrial_internet_platform innovation_platform key_laboratory laboratory laboratory_5g national_engineering_centre national_engineering_laboratory national_engineering_technology_centre national_enterprise_technology_centre national_key_laboratory national_laboratory national_technology_innovation_centre provincial_engineering_centre provincial_engineering_laboratory provincial_engineering_technology_centre provincial_enterprise_technology_centre provincial_key_laboratory provincial_laboratory state_key_laboratory technology_innovation_centre"  # fmt: skip
SOCIETIES = "ccsa communications_society electronics_society qian_weichang simulation_society wu_wenjun"  # fmt: skip
CONTESTS = "blockchain data_elements industrial_app_cesi industrial_app_miit industrial_internet"

#: The upper ends of ordered words.
CITY = "city provincial national international"
PROVINCE = "provincial national international"
NATION = "national international"
SECOND = "second silver second_place first first_place gold special"
THIRD = f"third bronze third_place {SECOND}"

#: Tables that are closed or not.
TABLES = (
    "awards", "certificates", "competitions", "consulting", "education", "events", "honours",
    "introductions", "outcomes", "papers", "patents", "platforms", "posts", "projects", "reports",
    "standards", "titles",
)  # fmt: skip
