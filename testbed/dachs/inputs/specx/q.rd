<resource schema="specx">
  <meta name="creationDate">2026-01-06T00:00:00Z</meta>
  <meta name="title">Loopback Spectra F</meta>
  <meta name="description">20 synthetic X-ray, radio and near-infrared spectra of several
    instruments, in keV, GHz and um. The near-infrared ones are there as FITS and as VOTable
    with one publisher DID, half of them with a datalink document too: 29 rows.</meta>
  <meta name="subject">spectroscopy</meta>
  <meta name="creator">Loopback, F.</meta>
  <meta name="facility">Loop Observatory</meta>
  <meta name="contentLevel">Research</meta>
  <meta name="type">Archive</meta>
  <meta name="source">2026lpbk....6....1L</meta>
  <meta name="coverage.waveband">X-ray</meta>
  <meta name="coverage.waveband">Radio</meta>
  <meta name="coverage.waveband">Infrared</meta>
  <meta name="productType">spectrum</meta>
  <meta name="ssap.dataSource">pointed</meta>
  <meta name="ssap.creationType">archival</meta>
  <meta name="ssap.complianceLevel">query</meta>
  <meta name="ssap.testQuery">POS=83.6,-5.4&amp;SIZE=0.1</meta>

  <table id="raw_data" onDisk="True" adql="hidden" namePath="//ssap#instance">
    <LOOP listItems="ssa_dateObs ssa_dstitle ssa_targname ssa_targclass ssa_redshift ssa_length
      ssa_specstart ssa_specend ssa_specres ssa_timeExt ssa_aperture ssa_bandpass ssa_instrument
      ssa_spectralunit ssa_spectralucd ssa_fluxunit ssa_fluxucd ssa_pubDID ssa_creatorDID">
      <events>
        <column original="\item" required="False"/>
      </events>
    </LOOP>
    <mixin>//products#table</mixin>
    <mixin>//ssap#plainlocation</mixin>
    <mixin>//ssap#simpleCoverage</mixin>
  </table>

  <data id="import">
    <recreateAfter>make_view</recreateAfter>
    <sources pattern="data/index.json"/>
    <embeddedGrammar>
      <iterator><setup imports="json, urllib.parse"/><code>
        for row in json.load(open(self.sourceToken)):
          row["did"] = "ivo://x-loopback.test/specx?"+row["stem"]
          if row["file"]:
            row["accref"] = "specx/data/"+row["file"]
          else:
            row["accref"] = "http://127.0.0.1:8080/specx/q/sdl/dlmeta?ID="+urllib.parse.quote(row["did"])
          yield row
      </code></iterator>
      <rowfilter procDef="//products#define">
        <bind key="table">"\schema.raw_data"</bind>
        <bind key="accref">@accref</bind>
        <bind key="path">@accref</bind>
        <bind key="fsize">@fsize</bind>
        <bind key="mime">@mime</bind>
        <bind key="preview">None</bind>
      </rowfilter>
    </embeddedGrammar>
    <make table="raw_data">
      <rowmaker idmaps="*">
        <apply procDef="//ssap#fill-plainlocation">
          <bind key="ra">@ra</bind>
          <bind key="dec">@dec</bind>
          <bind key="aperture">@aperture</bind>
        </apply>
        <map key="ssa_dateObs">@mjd</map>
        <map key="ssa_dstitle">@title</map>
        <map key="ssa_targname">@target</map>
        <map key="ssa_targclass">@targetclass</map>
        <map key="ssa_redshift">@redshift</map>
        <map key="ssa_length">@length</map>
        <map key="ssa_specstart">@specstart</map>
        <map key="ssa_specend">@specend</map>
        <map key="ssa_specres">@specres</map>
        <map key="ssa_timeExt">@exposure</map>
        <map key="ssa_aperture">@aperture</map>
        <map key="ssa_bandpass">@bandpass</map>
        <map key="ssa_instrument">@instrument</map>
        <map key="ssa_spectralunit">@spectralunit</map>
        <map key="ssa_spectralucd">@spectralucd</map>
        <map key="ssa_fluxunit">@fluxunit</map>
        <map key="ssa_fluxucd">@fluxucd</map>
        <map key="ssa_pubDID">@did</map>
        <map key="ssa_creatorDID">"ivo://x-loopback.test/creator/specx?"+@stem</map>
      </rowmaker>
    </make>
  </data>

  <table id="data" onDisk="True" adql="True">
    <meta name="_associatedDatalinkService">
      <meta name="serviceId">sdl</meta>
      <meta name="idColumn">ssa_pubDID</meta>
    </meta>
    <mixin
      sourcetable="raw_data"
      copiedcolumns="*"
      ssa_region="ssa_region"
      ssa_fluxunit="'ignored'"
      ssa_spectralunit="'ignored'"
      ssa_fluxcalib="'CALIBRATED'"
      ssa_speccalib="'ABSOLUTE'"
      ssa_collection="'LOOPSPEC-F'"
      ssa_creator="'Loopback, F.'"
      ssa_spaceRes="1/3600."
      ssa_pdate="'2016-01-01'"
      >//ssap#view</mixin>
    <mixin
      calibLevel="2"
      t_exptime="ssa_timeExt"
      coverage="ssa_region"
      sResolution="ssa_spaceres*3600"
      oUCD="ssa_fluxucd"
      emUCD="ssa_spectralucd"
      tMin="ssa_dateObs-ssa_timeExt/172800."
      tMax="ssa_dateObs+ssa_timeExt/172800."
      preview="NULL"
      createDIDIndex="False"
      >//obscore#publishSSAPMIXC</mixin>
  </table>

  <data id="make_view" auto="False">
    <make table="data"/>
  </data>

  <coverage>
    <updater sourceTable="data"/>
  </coverage>

  <service id="sdl" allowed="dlmeta">
    <meta name="title">Loopback Spectra F Datalink</meta>
    <datalinkCore>
      <descriptorGenerator procDef="//soda#sdm_genDesc">
        <bind key="ssaTD">"\rdId#data"</bind>
        <bind key="useAccref">False</bind>
      </descriptorGenerator>
      <metaMaker><code>
        descriptor.suppressAutoLinks = True
        stem = descriptor.pubDID.split("?")[-1]
        for extension, mime in [("fits", "application/fits"), ("vot", "application/x-votable+xml")]:
          yield descriptor.makeLink("http://127.0.0.1:8080/getproduct/specx/data/%s.%s"%(stem, extension),
            semantics="#this", contentType=mime, description="The spectrum as "+mime)
      </code></metaMaker>
    </datalinkCore>
  </service>

  <service id="ssa" allowed="ssap.xml,form">
    <meta name="shortName">LOOPSPEC F SSA</meta>
    <meta name="title">Loopback Spectra F SSA</meta>
    <publish render="ssap.xml" sets="ivo_managed"/>
    <ssapCore queriedTable="data">
      <FEED source="//ssap#hcd_condDescs"/>
    </ssapCore>
  </service>
</resource>
