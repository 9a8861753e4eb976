"""Invented people as profile files, which the journeys import to save typing."""

from typing import Final

ENGINEER: Final = """
name: 钟灵毓
citizenship: 内地居民
birth_date: 1984-03-09
education: [{degree: 硕士, schooling: 硕士研究生, mode: 全日制, overseas: false}]
posts: [{engineering: true, front_line: true, start: 2012-07-01, end: 至今}]
still_in_engineering: true
projects: [{name: 示例产线, kind: 工程项目, importance: 重大, level: 省部级, role: 负责人}]
leads_core_team: true
main_results_in_beijing: true
past_recognitions: []
technology_field: [集成电路]
other_application_in_round: false
employer:
  name: 示例半导体有限公司
  kind: 民营企业
  registered_district: 海淀区
  independent_legal_person: true
  training_system: true
  research_conditions: true
  matching_funds: true
  issues_vat_invoice: true
complete: all
"""

TEAM: Final = """
name: 白鹿鸣
is_team_leader: true
citizenship: 内地居民
birth_date: 1984-03-09
titles: [{grade: 副高级, series: 工程技术人才}]
posts: [{engineering: true, front_line: true, start: 2012-07-01, end: 至今}]
main_results_in_beijing: true
past_recognitions: []
technology_field: [人工智能]
other_application_in_round: false
team: {name: 示例创新工作室, size: 6, has_hired_expert: true}
team_members:
  - {name: 白鹿鸣, role: 负责人, birth_date: 1984-03-09, front_line: true}
  - {name: 许清和, role: 成员, birth_date: 1993-08-02, front_line: true}
employer:
  name: 示例智能有限公司
  kind: 民营企业
  registered_district: 海淀区
  independent_legal_person: true
  training_system: true
  research_conditions: true
  matching_funds: true
  issues_vat_invoice: true
complete: all
"""

FOREIGNER: Final = """
name: Alma Example
sex: 女
birth_date: 1979-06-15
citizenship: 外籍
country: 法国
engagement: 项目合作
introduced_on: 2020-09-01
contract_years: 3
contract_signed: true
months_at_employer_per_year: 4
present_post: 首席科学家
research_area: 材料
annulled_for_fraud: false
is_legal_representative: false
is_chairperson: false
employer:
  name: 示例材料（西安）有限公司
  kind: 民营企业
  registered_district: 西安高新区
  independent_legal_person: true
  pays_tax_in_city: true
employer_findings: []
education:
  - {degree: 博士, schooling: 博士研究生, subject: 材料科学, institution: 示例大学, graduated_on: 2006-06}
posts:
  - employer_name: 示例研究院
    title: 研究员
    start: 2008-03-01
    end: 2020-08-20
awards: []
complete: all
"""

LEADING_SCIENTIST: Final = """
name: 周予安
birth_date: 1976-05-04
citizenship: 内地居民
on_job: true
contract_signed: true
months_at_employer_per_year: 10
stay_promise: true
employer:
  name: 新办能源科技有限公司
  kind: 民营企业
  good_standing: true
  profitable_recent_years: true
  registered_district: 昌平区
  tax_district: 昌平区
  operates_in_district: true
  priority_industries: [先进能源]
  restricted_industry: false
awards:
  - {award: 国家技术发明奖, grade: 二等奖, own_rank: 2, date: 2023-11-01}
past_recognitions: []
talent_plans: []
complete: all
"""
