# Tools that deploy-check needs, built from their Go modules at pinned, hash-checked versions
# (deploy/tools/*/go.mod and go.sum). Minutes on two cores, once; kept in .cache/bin.
TOOLS := .cache/bin
GO_BUILD := nice go build -trimpath -buildvcs=false
HELM_FOR := -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1 -X helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=34

.PHONY: deploy-tools deploy-render deploy-check image-check apiserver-check vault-check
deploy-tools: $(TOOLS)/helm $(TOOLS)/kustomize $(TOOLS)/promtool ## helm, kustomize, promtool in .cache/bin

$(TOOLS)/helm: deploy/tools/helm/go.sum
	@mkdir -p $(TOOLS)
	cd deploy/tools/helm && $(GO_BUILD) -ldflags "-s -w $(HELM_FOR)" -o ../../../$@ helm.sh/helm/v3/cmd/helm
	@touch $@

$(TOOLS)/kustomize: deploy/tools/kustomize/go.sum
	@mkdir -p $(TOOLS)
	cd deploy/tools/kustomize && $(GO_BUILD) -ldflags "-s -w" -o ../../../$@ sigs.k8s.io/kustomize/kustomize/v5
	@touch $@

# Service discovery of every cloud would make it ten times as large; rules need none of it.
$(TOOLS)/promtool: deploy/tools/promtool/go.sum
	@mkdir -p $(TOOLS)
	cd deploy/tools/promtool && $(GO_BUILD) -tags remove_all_sd,netgo -ldflags "-s -w" -o ../../../$@ github.com/prometheus/prometheus/cmd/promtool
	@touch $@

deploy-render: $(VENV)/.dev deploy-tools ## renew what is derived from the chart: schema, README, examples, overlays
	$(BIN)/python -m deploy.render

deploy-check: $(VENV)/.dev deploy-tools ## chart, overlays, policies, access rules, alerts, sandbox
	$(TOOLS)/helm lint --strict deploy/helm/redactor
	$(BIN)/python -m deploy.render --check
	REDACTOR_DEPLOY_CHECK=1 $(BIN)/pytest tests/deploy

image-check: $(VENV)/.dev ## the image's steps in a clean environment, without an engine; prints its size
	$(BIN)/python -m deploy.image.check

# The last release under MPL 2.0; for one test of the keys, never shipped. It was made with an sdk
# between two tags: the later tag refuses one of its own paths, so that check is taken out of it.
VAULT_SDK := github.com/hashicorp/vault/sdk@v0.9.2
$(TOOLS)/vault: deploy/tools/vault/go.sum
	@mkdir -p $(TOOLS)
	rm -rf .cache/vault-sdk
	cp -r "$$(go mod download -json $(VAULT_SDK) | $(PYTHON) -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')" .cache/vault-sdk
	chmod -R u+w .cache/vault-sdk
	sed -i '/no ExistenceCheck", p.Pattern/d' .cache/vault-sdk/framework/backend.go
	cd deploy/tools/vault && $(GO_BUILD) -p 2 -ldflags "-s -w" -o ../../../$@ github.com/hashicorp/vault
	@touch $@

vault-check: $(VENV)/.dev $(TOOLS)/vault ## keys wrapped by a real HashiCorp Vault (minutes of building, once)
	$(BIN)/pytest tests/integration/test_vault.py

# The API server and its store; ten minutes on two cores, once, so no part of deploy-check.
$(TOOLS)/kube-apiserver: deploy/tools/kube-apiserver/go.sum
	@mkdir -p $(TOOLS)
	cd deploy/tools/kube-apiserver && $(GO_BUILD) -p 1 -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=v1.36.3 -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=36" -o ../../../$@ k8s.io/kubernetes/cmd/kube-apiserver
	@touch $@

$(TOOLS)/etcd: deploy/tools/etcd/go.sum
	@mkdir -p $(TOOLS)
	cd deploy/tools/etcd && $(GO_BUILD) -p 1 -ldflags "-s -w" -o ../../../$@ go.etcd.io/etcd/server/v3
	@touch $@

apiserver-check: $(VENV)/.dev deploy-tools $(TOOLS)/kube-apiserver $(TOOLS)/etcd ## the manifests through a real kube-apiserver
	REDACTOR_APISERVER_CHECK=1 $(BIN)/pytest tests/deploy/test_apiserver.py
