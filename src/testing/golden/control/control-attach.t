$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ kubectl create -f - <<X
> {apiVersion: v1, kind: Node, metadata: {name: ctl-ad, annotations: {kwok.x-k8s.io/node: fake, volumes.kubernetes.io/controller-managed-attach-detach: "true"}, labels: {ctl-ad: "1"}}, spec: {taints: [{key: ctl-ad, effect: NoSchedule}]}, status: {allocatable: {cpu: "4", memory: 4Gi, pods: "20"}, capacity: {cpu: "4", memory: 4Gi, pods: "20"}}}
> ---
> {apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: ctl-ad.example.com}, spec: {attachRequired: true}}
> ---
> {apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: ctl-ad-no.example.com}, spec: {attachRequired: false}}
> ---
> {apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: ctl-ad}, spec: {drivers: [{name: ctl-ad.example.com, nodeID: n1, topologyKeys: []}, {name: ctl-ad-no.example.com, nodeID: n1, topologyKeys: []}]}}
> X
node/ctl-ad created
csidriver.storage.k8s.io/ctl-ad.example.com created
csidriver.storage.k8s.io/ctl-ad-no.example.com created
csinode.storage.k8s.io/ctl-ad created

$ vol() { kubectl create -f - <<X
> {apiVersion: v1, kind: PersistentVolume, metadata: {name: ctl-ad-$1}, spec: {storageClassName: ctl-ad, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], csi: {driver: $2, volumeHandle: vol-$1}, claimRef: {namespace: $NS, name: $1}}}
> ---
> {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: $1}, spec: {storageClassName: ctl-ad, accessModes: [ReadWriteOnce], volumeName: ctl-ad-$1, resources: {requests: {storage: 1Gi}}}}
> ---
> {apiVersion: v1, kind: Pod, metadata: {name: $1}, spec: {terminationGracePeriodSeconds: 0, nodeSelector: {ctl-ad: "1"}, tolerations: [{key: ctl-ad, operator: Exists}], containers: [{name: c, image: nginx}], volumes: [{name: v, persistentVolumeClaim: {claimName: $1}}]}}
> X
> }

$ vol a ctl-ad.example.com; vol noat ctl-ad-no.example.com; kubectl wait pod a noat --for=condition=PodScheduled --timeout=20s; va() { kubectl get volumeattachment -o json | node -e 'for (const v of JSON.parse(require("fs").readFileSync(0)).items.filter((v) => v.spec.nodeName === "ctl-ad")) console.log(v.spec.attacher, v.spec.nodeName, v.spec.source.persistentVolumeName, v.status.attached, v.metadata.name.length, JSON.stringify(v.metadata.annotations ?? null))'; }; till 'va | grep .'; sleep 1; va
persistentvolume/ctl-ad-a created
persistentvolumeclaim/a created
pod/a created
persistentvolume/ctl-ad-noat created
persistentvolumeclaim/noat created
pod/noat created
pod/a condition met
pod/noat condition met
ctl-ad.example.com ctl-ad ctl-ad-a false 68 null

$ kubectl get volumeattachment --no-headers | grep ctl-ad | sed -E 's/csi-[0-9a-f]{64}/csi-HASH/'
csi-HASH  ctl-ad.example.com  ctl-ad-a  ctl-ad  false  <age>

$ V=$(kubectl get volumeattachment -o jsonpath='{.items[?(@.spec.nodeName=="ctl-ad")].metadata.name}'); kubectl patch volumeattachment $V --subresource=status --type=merge -p '{"status":{"attached":true}}' >/dev/null; till '[ -n "$(kubectl get events --field-selector involvedObject.name=a,reason=SuccessfulAttachVolume -o name)" ]'; kubectl get events --field-selector reason=SuccessfulAttachVolume -o custom-columns=T:.type,N:.involvedObject.name,M:.message,S:.source.component --no-headers; kubectl get node ctl-ad -o jsonpath='{.status.volumesAttached}{"\n"}'
Normal  a  AttachVolume.Attach succeeded for volume "ctl-ad-a"  attachdetach-controller
[{"devicePath":"","name":"kubernetes.io/csi/ctl-ad.example.com^vol-a"}]

$ kubectl delete pod a; till '[ -z "$(va)" ] || [ -n "$(kubectl get volumeattachment '$V' -o jsonpath={.metadata.deletionTimestamp})" ]'; va; kubectl get node ctl-ad -o jsonpath='[{.status.volumesAttached}]{"\n"}'; kubectl delete pods,pvc --all >/dev/null; kubectl delete pv ctl-ad-a ctl-ad-noat; kubectl delete csidriver ctl-ad.example.com ctl-ad-no.example.com; kubectl delete csinode ctl-ad; kubectl delete node ctl-ad
pod "a" deleted from g-control-attach namespace
[]
persistentvolume "ctl-ad-a" deleted
persistentvolume "ctl-ad-noat" deleted
csidriver.storage.k8s.io "ctl-ad.example.com" deleted
csidriver.storage.k8s.io "ctl-ad-no.example.com" deleted
csinode.storage.k8s.io "ctl-ad" deleted
node "ctl-ad" deleted
