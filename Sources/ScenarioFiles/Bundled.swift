let resourceBytes = PackageResources.cn_ci_incidence_2020_csv.count
