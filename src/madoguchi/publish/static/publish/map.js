// Makes the drawn map one to move. Without this script the drawing stays; nothing is asked of another host.
"use strict";
(function () {
  const box = document.getElementById("map");
  if (!box || !window.L || !box.dataset.at1) return;
  const colours = ["#0017c1", "#ac3e00"];
  const tints = ["#ffffff", "#f2faf5", "#e6f5ec", "#c2e5d1"], shades = JSON.parse(box.dataset.shades || "{}");
  const read = at => fetch(at).then(answer => { if (!answer.ok) throw new Error(at); return answer.json(); });

  const said = properties => {
    const list = document.createElement("dl");
    Object.entries(properties).filter(pair => pair[1] !== null && pair[1] !== "").slice(0, 30).forEach(pair => {
      const name = document.createElement("dt"), value = document.createElement("dd");
      name.textContent = pair[0]; value.textContent = String(pair[1]);
      list.append(name, value);
    });
    return list;
  };
  const shapes = {
    1: '<circle r="6" class="p1"/>', 2: '<rect x="-5" y="-5" width="10" height="10" class="p2"/>',
    3: '<path d="M0 -7L6.5 5H-6.5Z" class="p1"/>', 4: '<path d="M0 -7L7 0L0 7L-7 0Z" class="p2"/>',
    over: '<path d="M-7 0h14m-7 -7v14" class="over"/>',
  };
  const look = properties => {
    const value = String(properties[box.dataset.mark] ?? ""), known = [1, 2, 3, 4].find(n => box.dataset["value" + n] === value);
    return known || (box.dataset.mark ? 4 : 1);
  };
  const marker = (place, shape) => L.marker(place, { keyboard: false, icon: L.divIcon({
    className: "spot-on-map", iconSize: [24, 24], popupAnchor: [0, -8],
    html: `<svg viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true">${shapes[shape]}</svg>` }) });
  const dot = (place, colour) => L.circleMarker(place, { radius: 5, weight: 1, color: "#fff", fillColor: colour, fillOpacity: 1 });
  const points = (data, over) => L.geoJSON(data, {
    filter: feature => feature.geometry !== null,
    pointToLayer: (feature, place) => data.features.length > 1000 ? dot(place, colours[over ? 1 : 0]) : marker(place, over ? "over" : look(feature.properties)),
    onEachFeature: (feature, layer) => layer.bindPopup(() => said(feature.properties), { maxHeight: 260, autoPanPadding: [20, 20] }),
  });
  const towns = data => L.geoJSON(data, {
    interactive: false,
    style: feature => ({ color: "#999", weight: 1.5, fillColor: tints[shades[feature.properties.name] || 0], fillOpacity: 1 }),
    onEachFeature: (feature, layer) => layer.bindTooltip(feature.properties.name, { permanent: true, direction: "center", className: "town-name" }),
  });

  const given = [1, 2].filter(n => box.dataset["at" + n]).map(n => ({ title: box.dataset["title" + n], at: box.dataset["at" + n] }));
  Promise.all([box.dataset.areas ? read(box.dataset.areas) : null, ...given.map(one => read(one.at))]).then(found => {
    const [areas, ...datas] = found;
    box.replaceChildren();
    box.classList.add("map--moves");
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.dataset.words);
    const map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, preferCanvas: datas.some(data => data.features.length > 1000), scrollWheelZoom: false });
    L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
    const ground = areas ? towns(areas).addTo(map) : null;
    const layers = {};
    datas.forEach((data, at) => { layers[given[at].title] = points(data, at > 0).addTo(map); });
    if (datas.length > 1) {
      L.control.layers(null, Object.fromEntries(Object.entries(layers).map(([title, layer]) => {
        const words = document.createElement("span"); words.textContent = title; return [words.innerHTML, layer];
      })), { collapsed: false }).addTo(map);
    }
    const extent = (ground || layers[given[0].title]).getBounds();
    const beside = box.clientWidth < 600 ? 58 : 8; // on a telephone the buttons stand beside the towns, not over a name
    map.fitBounds(extent, { paddingTopLeft: [beside, 8], paddingBottomRight: [8, 8] });
    map.setMaxBounds(extent.pad(0.5));
    map.setMinZoom(map.getZoom() - 1);
    box.dataset.ready = "yes";
  }).catch(() => {});
})();
