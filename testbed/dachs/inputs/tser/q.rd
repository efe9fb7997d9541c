<resource schema="tser">
  <meta name="creationDate">2026-01-07T00:00:00Z</meta>
  <meta name="title">Loopback Light Curves G</meta>
  <meta name="description">20 synthetic light curves of a supernova, an X-ray binary and RR Lyrae
    stars, with real (tiny) VOTables behind them; those of the supernova are there as FITS too: 23
    rows.</meta>
  <meta name="subject">light-curves</meta>
  <meta name="subject">variable-stars</meta>
  <meta name="creator">Loopback, G.</meta>
  <meta name="facility">Loop Observatory</meta>
  <meta name="contentLevel">Research</meta>
  <meta name="type">Archive</meta>
  <meta name="source">2026lpbk....7....1L</meta>
  <meta name="coverage.waveband">Optical</meta>
  <meta name="coverage.waveband">X-ray</meta>
  <meta name="productType">timeseries</meta>
  <meta name="ssap.dataSource">survey</meta>
  <meta name="ssap.creationType">archival</meta>
  <meta name="ssap.complianceLevel">query</meta>
  <meta name="ssap.testQuery">POS=83.6,-5.4&amp;SIZE=0.1</meta>

  <table id="raw_data" onDisk="True" adql="hidden" namePath="//ssap#instance">
    <LOOP listItems="ssa_dateObs ssa_dstitle ssa_targname ssa_targclass ssa_length ssa_specstart
      ssa_specend ssa_timeExt ssa_instrument ssa_fluxunit ssa_fluxucd ssa_pubDID">
      <events>
        <column original="\item" required="False"/>
      </events>
    </LOOP>
    <mixin>//products#table</mixin>
    <mixin>//ssap#plainlocation</mixin>
  </table>

  <data id="import">
    <recreateAfter>make_view</recreateAfter>
    <sources pattern="data/index.json"/>
    <embeddedGrammar>
      <iterator><setup imports="json"/><code>
        for row in json.load(open(self.sourceToken)):
          yield row
      </code></iterator>
      <rowfilter procDef="//products#define">
        <bind key="table">"\schema.raw_data"</bind>
        <bind key="accref">"tser/data/"+@file</bind>
        <bind key="path">"tser/data/"+@file</bind>
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
        </apply>
        <map key="ssa_dateObs">@mjd</map>
        <map key="ssa_dstitle">@title</map>
        <map key="ssa_targname">@target</map>
        <map key="ssa_targclass">@targetclass</map>
        <map key="ssa_length">@length</map>
        <map key="ssa_specstart">@specstart</map>
        <map key="ssa_specend">@specend</map>
        <map key="ssa_timeExt">@span</map>
        <map key="ssa_instrument">@instrument</map>
        <map key="ssa_fluxunit">@fluxunit</map>
        <map key="ssa_fluxucd">@fluxucd</map>
        <map key="ssa_pubDID">"ivo://x-loopback.test/tser?"+@stem</map>
      </rowmaker>
    </make>
  </data>

  <table id="data" onDisk="True" adql="True">
    <mixin
      sourcetable="raw_data"
      copiedcolumns="*"
      ssa_dstype="'timeseries'"
      ssa_aperture="2/3600."
      ssa_fluxunit="'ignored'"
      ssa_spectralunit="''"
      ssa_spectralucd="'em.wl'"
      ssa_fluxcalib="'CALIBRATED'"
      ssa_collection="'LOOPCURVES-G'"
      ssa_pdate="'2016-01-01'"
      >//ssap#view</mixin>
    <mixin
      calibLevel="3"
      emXel="1"
      tXel="ssa_length"
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

  <!-- DaCHS takes the coverage in time from the midpoints -->
  <coverage>
    <updater spaceTable="data" spectralTable="data"/>
    <temporal>55490 55580</temporal>
    <temporal>56000.25 56080.75</temporal>
    <temporal>57000 57151</temporal>
  </coverage>

  <service id="ssa" allowed="ssap.xml,form">
    <meta name="shortName">LOOPCURVES G SSA</meta>
    <meta name="title">Loopback Light Curves G SSA</meta>
    <publish render="ssap.xml" sets="ivo_managed"/>
    <ssapCore queriedTable="data">
      <FEED source="//ssap#hcd_condDescs"/>
    </ssapCore>
  </service>
</resource>
